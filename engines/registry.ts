import type { Engine } from './contract/index.js'
import { nativeTier } from './native/index.js'
import { type Format, OTHER_FORMATS, USUAL_FORMATS } from './table/index.js'
import { BARE_LOOP } from './ts/bare-loop.js'
import { tsEngine } from './ts/engine.js'
import { CALL_SHAPES } from './ts/shapes.js'

const tsEnginesOf = (formats: readonly Format[]): Engine[] =>
  formats.flatMap((format) => CALL_SHAPES.map((shape) => tsEngine(shape, format)))

const native = nativeTier()
const nativeEngines = 'absent' in native ? [] : native.engines
const nativeOthers = 'absent' in native ? [] : native.ofOtherFormats
const nativeLimits = 'absent' in native ? [] : native.limits

/**
 * The engines that come with the project and run on this machine, of the usual formats: for each tier
 * and format, the ladder in its order.
 */
export const BUILT_IN_ENGINES: readonly Engine[] = [
  ...tsEnginesOf(USUAL_FORMATS),
  ...nativeEngines.filter(({ tier }) => tier === 'native'),
]

/** Engines of build and driver variants: the same ladder, at another price for calls. */
export const VARIANT_ENGINES: readonly Engine[] = nativeEngines.filter(
  ({ tier }) => tier !== 'native',
)

/** The same ladder over tables of other formats, and its variants: they run where they are asked for. */
export const OTHER_FORMAT_ENGINES: readonly Engine[] = [
  ...tsEnginesOf(OTHER_FORMATS),
  ...nativeOthers,
]

/** What is timed beside engines and is none: the least that any of them must do. */
export const LIMITS: readonly Engine[] = [BARE_LOOP, ...nativeLimits]

/** Tiers from the nearest to the kernel on: a call shape without a tier is of the first that is there. */
export const NEAREST_TIERS = ['native', 'ts'] as const

/** A tier that this machine has not, and the command that adds it. */
export const ABSENT_TIERS: ReadonlyArray<{
  tier: string
  why: string
  remedy?: string | undefined
}> = 'absent' in native ? [{ tier: 'native', why: native.absent, remedy: native.remedy }] : []
