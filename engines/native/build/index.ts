/** The tier's build, for builds beside the one that set-up makes. */
export { buildInto, objectsBeside } from './build-into.js'
export { findCompiler, type KnownCompiler } from './compilers.js'
export { objectOf, Parts } from './parts.js'
export { NO_FLOATS, planOf } from './plan.js'
export { buildSanitized, type SanitizedProgram } from './sanitized.js'
