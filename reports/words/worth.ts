/**
 * The third question as a 2 x 2, {run, whole operation} x {call per leaf, range}: what each choice is
 * worth, from the steps that change it alone.
 */
import type { StepChange } from '../../results/analysis/steps.js'
import type { Step } from '../../results/analysis/types.js'
import { figures, type Held, heldWords, judged } from './claims.js'
import { type CellGroup, timedShapes } from './groups.js'

/** The shapes whose steps answer, and the choices that they change. */
const SHAPES: readonly string[] = ['run-write-back', 'range-gather', 'punt', 'punt-range']
const CHOICES: ReadonlyArray<readonly [StepChange, string]> = [
  ['gather', 'Gathering a range instead of a call per leaf'],
  ['punting', 'Punting'],
  ['write-back', "Writing back a table's run instead of each pte"],
]

/** ` What each choice is worth, as ...`, or nothing where no step was measured. */
export function worthWords(group: CellGroup): string {
  const parts = CHOICES.flatMap(([change, words]) => {
    const all = stepsThatChange(group, change)
    return all.length === 0 ? [] : [`${words}: ${all.join('; ')}`]
  })
  if (parts.length === 0) return ''
  return ` What each choice is worth, as time without it over time with it, above 1 a gain. ${parts.join('. ')}.`
}

/** `punt over run-write-back 1.02 x [0.99, 1.05] ...`, for each pair of rungs that differ in it alone. */
function stepsThatChange(group: CellGroup, change: StepChange): string[] {
  const nameOf = (id: string) =>
    [...group.shapes, ...(group.baseline ? [group.baseline] : [])].find((row) => row.id === id)
      ?.shape ?? id
  return timedShapes(group)
    .filter(({ shape }) => SHAPES.includes(shape))
    .flatMap((row) => {
      const found = new Map<string, Held[]>()
      for (const { cell, figure } of figures(group, row, judged(group))) {
        for (const step of figure.steps.filter((one) => isAlone(one, change))) {
          found.set(step.over, [...(found.get(step.over) ?? []), { cell, judged: step }])
        }
      }
      return [...found].map(
        ([over, all]) => `${row.shape} over ${nameOf(over)} ${heldWords(group, all)}`,
      )
    })
}

function isAlone({ changes }: Step, change: StepChange): boolean {
  return changes.length === 1 && changes[0] === change
}
