/** What there is of the native tier on this machine. */
import { SHAPES } from '../contract/index.js'
import { type Format, OTHER_FORMATS, USUAL_FORMATS } from '../table/index.js'
import { timedBinding } from './binding.js'
import { type Built, buildReport } from './build-report.js'
import {
  type EngineInC,
  type NativeEngine,
  nativeEngine,
  VARIANTS,
  type Variant,
} from './engine.js'
import { NATIVE_LOOPS } from './loops.js'

export interface NativeTier {
  /** For each variant that was built and each usual format, the ladder in its order. */
  engines: readonly NativeEngine[]
  /** The same for the other formats. */
  ofOtherFormats: readonly NativeEngine[]
  /** What is timed beside engines and is none. */
  limits: readonly EngineInC[]
  /** Compiler, version and flags, and why a variant is missing. */
  build: Built
}

export interface AbsentTier {
  /** Why there is none, in words. */
  absent: string
  /** The command that adds it, where there is one. */
  remedy?: string
}

/** Looks at what set-up built; loads nothing. */
export function nativeTier(): NativeTier | AbsentTier {
  const build = buildReport()
  if (!build.built) {
    const { remedy, why } = build
    return remedy === undefined ? { absent: why } : { absent: why, remedy }
  }
  const variants = VARIANTS.filter((variant) => build.variants[variant.build] !== undefined)
  const enginesOf = (formats: readonly Format[]) =>
    variants.flatMap((variant) =>
      formats
        .filter((format) => serves(variant, format))
        .flatMap((format) =>
          Object.values(SHAPES).map((shape) => nativeEngine(shape, format, variant)),
        ),
    )
  return {
    engines: enginesOf(USUAL_FORMATS),
    ofOtherFormats: enginesOf(OTHER_FORMATS),
    limits: NATIVE_LOOPS,
    build,
  }
}

/** A driver that adds what came back by itself knows the size of a page, and not of its entries. */
function serves({ driver }: Variant, { contiguous }: Format): boolean {
  return driver !== 'null-tlb-add' || contiguous === undefined
}

/** The instruction that non-coherent domains write ptes back with on this machine, and its barrier. */
export function writeBackInstruction(): string {
  return timedBinding().writeBack()
}
