export { type RollbackOptions, rollbackCell } from './cell.js'
export { rollbackSchema } from './entry.js'
