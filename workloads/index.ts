export * from './cell/cell.js'
export * from './cell/domain.js'
export * from './cell/page-sizes-option.js'
export * from './cell/pieces.js'
export { type ColdOptions, coldCell } from './cold/index.js'
export * from './expand.js'
export {
  type BufferOptions,
  LIFETIMES,
  type Lifetime,
  type MixOptions,
  mixCell,
} from './mix/index.js'
export { type RollbackOptions, rollbackCell } from './rollback/index.js'
export * from './select.js'
export * from './suite.js'
export { timedAnywhere } from './suite-schema.js'
export { type SweepOptions, signatureOf, sweepCell } from './sweep/index.js'
export * from './trace/index.js'
