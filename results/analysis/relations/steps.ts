/** The steps of the ladder: which rungs a row is compared with, and what each step changes. */
import {
  BESIDE,
  type Choices,
  KERNEL_TIERS,
  libraryOf,
  MODE_FACTS,
  SHAPES,
  type ShapeName,
} from '../../../engines/contract/index.js'
import type { CellResult, Mode, Row } from '../../record/index.js'
import { comparable } from './counterparts.js'

/** What a step of the ladder may change, in the order in which it is listed. */
export const STEP_CHANGES = [
  'batching in the core',
  'unmap by run',
  'map by run',
  'walk',
  'write-back',
  'gather',
  'punting',
  'whole runs',
  'scatter list',
  ...BESIDE,
] as const
export type StepChange = (typeof STEP_CHANGES)[number]

/** A rung that a row is a step from. */
export interface StepFrom {
  over: Row
  changes: StepChange[]
}

/**
 * Every step of a row: of each list of rungs the nearest that is among `rows`, and where none of any
 * list is, the nearest stand-in.
 */
export function stepsOf(row: Row, rows: readonly Row[], { mode }: CellResult): StepFrom[] {
  if (!isShape(row.shape)) return []
  const gather = choicesOf(row)?.gather
  const timed = (rungs: readonly ShapeName[]) =>
    rungs.flatMap((shape) =>
      rows.filter(
        (other) =>
          other.shape === shape &&
          (other.role === 'baseline' || other.role === 'shape') &&
          comparable(row, other),
      ),
    )
  const planned = SHAPES[row.shape].steps.flatMap((rungs) => timed(rungs).slice(0, 1))
  const steps =
    planned.length > 0
      ? planned
      : timed(SHAPES[row.shape].standIns ?? [])
          .filter((rung) => choicesOf(rung)?.gather === gather)
          .slice(0, 1)
  return steps.map((over) => ({ over, changes: changesOf(row, over, mode) }))
}

/**
 * A row's choices: as it declares them, or in older results by its call shape's name. Whatever shape calls
 * it, generic_pt gathers one range a call.
 */
export function choicesOf(row: Row): Choices | undefined {
  const { choices, shape } = row
  const own = choices ?? (isShape(shape) ? SHAPES[shape].choices : undefined)
  return own && isGenericPt(row) ? { ...own, gather: 'range' } : own
}

/** Whether a row is of a kernel tree's generic_pt. */
export function isGenericPt({ format, tier }: Pick<Row, 'format' | 'tier'>): boolean {
  return tier.startsWith(KERNEL_TIERS) && libraryOf(format) === 'generic_pt'
}

/** What a mode makes of choices: what is none there is no difference. */
export function modeOf(mode: Mode): { coherent: boolean; lazy: boolean } {
  const { coherent, strict } = MODE_FACTS[mode]
  return { coherent, lazy: !strict }
}

function changesOf(row: Row, over: Row, mode: Mode): StepChange[] {
  const beside = isShape(row.shape) ? SHAPES[row.shape].beside : undefined
  const [own, before] = [choicesOf(row), choicesOf(over)]
  if (own === undefined || before === undefined) return []
  const { coherent, lazy } = modeOf(mode)
  const has: Partial<Record<StepChange, boolean>> = {
    'batching in the core': own.driver !== before.driver && own.driver === 'cuts',
    walk: own.walk !== before.walk,
    'write-back': !coherent && own.writeBack !== before.writeBack,
    gather: !lazy && own.gather !== before.gather,
    'unmap by run': own.unmap !== before.unmap && own.unmap === 'run' && own.driver === 'forwards',
    'map by run': own.map !== before.map && own.map === 'run',
    punting: own.unmap !== before.unmap && own.unmap === 'operation',
    'whole runs': own.unmap !== before.unmap && own.unmap === 'whole-run',
    'scatter list': own.map !== before.map && own.map === 'list',
    ...(beside && { [beside]: true }),
  }
  return STEP_CHANGES.filter((change) => has[change])
}

function isShape(name: string): name is ShapeName {
  return Object.hasOwn(SHAPES, name)
}
