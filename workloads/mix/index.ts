export type { BufferOptions } from './buffers.js'
export { type MixOptions, mixCell } from './cell.js'
export { mixSchema } from './entry.js'
export { LIFETIMES, type Lifetime } from './lifetime.js'
