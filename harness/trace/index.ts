/** What is in a trace, and what call shapes make of it, without timing. */
export { type DescribedTrace, describeTrace } from './describe.js'
export { libraryOf } from './library.js'
export { libraryText, withLibrary } from './library-text.js'
export { traceText } from './text.js'
