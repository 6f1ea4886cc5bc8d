import {
  BASELINE_SHAPE,
  BUILT_IN_ENGINES,
  DEFAULT_FORMAT,
  type Engine,
  kernelTiers,
} from '../../../engines/index.js'
import type { SelectedEngine } from '../plan/rows.js'
import { selectedAs } from './built-in.js'
import type { Wanted } from './select-engines.js'

/** What stands for all formats. */
export const ALL_FORMATS = 'all'

/** The build variant of a tree that a suite times; others are named. */
export const TIMED_VARIANT = 'retpoline'

/** A kernel's old entry points stand beside the baseline, wherever that is timed. */
const BESIDE_BASELINE = 'old-map-unmap'

/**
 * What call shapes without a tier mean on kernels' own code: each tree's, in the plain build, and
 * the old entry points where a tree has them.
 *
 * @param formats that were asked for; where there are none, the first of each tree's own.
 */
export function kernelShapes(
  references: readonly string[],
  { formats, ofCells }: Required<Pick<Wanted, 'formats' | 'ofCells'>>,
  variants: boolean,
): SelectedEngine[] {
  return kernelTiers().flatMap(({ engines, granules, tier }) => {
    const own = [...new Set(engines.flatMap(formatOfOwn))]
    const first = ofCells.includes(DEFAULT_FORMAT) ? own.slice(0, 1) : []
    const wanted = [
      ...ofCells,
      ...(formats.includes(ALL_FORMATS) ? own : formats.length === 0 ? first : formats),
    ]
    return [...engines, ...granules]
      .filter(
        ({ format, tier: its, variant }) =>
          its === tier || (variants && variant.name === TIMED_VARIANT && format === DEFAULT_FORMAT),
      )
      .filter(({ format }) => wanted.includes(format))
      .map((engine) =>
        selectedAs(engine.shape === BESIDE_BASELINE ? BASELINE_SHAPE : engine.shape, engine),
      )
      .filter(({ named }) => references.includes(named))
  })
}

/** A format of a tree's that no other tier has: one of generic_pt's. */
function formatOfOwn({ format }: Engine): string[] {
  return BUILT_IN_ENGINES.some((engine) => engine.format === format) ? [] : [format]
}
