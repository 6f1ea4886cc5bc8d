export { summary } from './summary.js'
export { CLOSING, type TerminalOptions, terminalReport } from './terminal.js'
