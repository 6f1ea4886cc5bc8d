/** The answer as it fits a screen: the words of terminal, page, mail, Markdown and README. */
export * from './screen.js'
export { screenOf } from './screen-of.js'
