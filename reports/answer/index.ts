/** The answer as it fits a screen: the words of terminal, page, mail, Markdown and README. */
export { type Example, exampleOf } from './example.js'
export { machineLine } from './machine-line.js'
export * from './screen.js'
export { screenOf } from './screen-of.js'
export { shapesWords } from './shapes-words.js'
export { subjectOf } from './subject.js'
export { whoseWords } from './whose.js'
