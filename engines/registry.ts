import type { Engine } from './contract/index.js'
import { CALL_SHAPES } from './shapes.js'
import { ARM_LPAE_4K } from './table/index.js'
import { tsEngine } from './ts/engine.js'

/** Every engine that comes with the project, in the ladder's order. */
export const BUILT_IN_ENGINES: readonly Engine[] = CALL_SHAPES.map((shape) =>
  tsEngine(shape, ARM_LPAE_4K),
)

/** The shape that speed-ups are taken against. */
export const BASELINE_SHAPE = 'per-page'
