export * from './part.js'
export { SOAK_PARTS } from './parts.js'
