import type { Engine } from './contract/index.js'
import { CALL_SHAPES } from './shapes.js'
import { ARM_LPAE_4K, ARM_LPAE_4K_S2 } from './table/index.js'
import { BARE_LOOP } from './ts/bare-loop.js'
import { tsEngine } from './ts/engine.js'

const FORMATS = [ARM_LPAE_4K, ARM_LPAE_4K_S2]

/** Every engine that comes with the project: for each format, the ladder in its order. */
export const BUILT_IN_ENGINES: readonly Engine[] = FORMATS.flatMap((format) =>
  CALL_SHAPES.map((shape) => tsEngine(shape, format)),
)

/** The shape that speed-ups are taken against. */
export const BASELINE_SHAPE = 'per-page'

/** What is timed beside engines and is none: the least that any of them must do. */
export const LIMITS: readonly Engine[] = [BARE_LOOP]
