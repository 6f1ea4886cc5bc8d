export { type ColdOptions, coldCell } from './cell.js'
export { coldSchema } from './entry.js'
