/** Families whose truth is made up. */
import assert from 'node:assert/strict'
import { seededRandom } from '../../../results/fixtures/random.js'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import type { Result } from '../../../results/record/index.js'
import { PLANTED } from './set.js'

export const BASELINE = 'ts/per-page'

/** Rows of the baseline once more. */
export const NULLS: readonly string[] = [1, 2, 3, 4, 5, 6, 7].map((at) => `${BASELINE}~null-${at}`)

/** The row that does a share of operations more. */
export const plantedRow = (share: number) => `${BASELINE}~plus-${100 * share}%`

/** A whole calibration's rows, each as much slower as it should be. */
export const HONEST: Readonly<Record<string, number>> = Object.fromEntries([
  ...NULLS.map((row) => [row, 1]),
  ...PLANTED.map((share) => [plantedRow(share), 1 + share]),
])

export interface FamilyNoise {
  seed?: number
  generations?: number
  /** Standard deviations of log-times: of a row's process, and of a row in a round. */
  generation?: number
  row?: number
}

/** A family whose rows take the baseline's times, times a factor of their own, but for noise. */
export function familyOf(
  factors: Readonly<Record<string, number>>,
  { generation = 0, generations = 10, row = 0.001, seed = 1 }: FamilyNoise = {},
): Result {
  const alone = syntheticResult({
    generations,
    withoutRows: ['ts/per-page~null', 'ts/unmap-pages', 'ts/map-unmap-pages', 'ts/punt-range'],
  })
  const [baseline] = alone.rows
  assert.ok(baseline)
  const random = seededRandom(seed)
  const all = { [BASELINE]: 1, ...factors }
  return {
    ...alone,
    options: { ...alone.options, seed },
    rows: Object.keys(all).map((id) => ({
      ...baseline,
      id,
      role: id === BASELINE ? ('baseline' as const) : ('shape' as const),
    })),
    cells: alone.cells.map((cell) => ({
      ...cell,
      counts: {},
      ns: Object.fromEntries(
        Object.entries(all).map(([id, factor]) => {
          const ops = Object.entries(cell.ns[BASELINE] ?? {}).map(([op, times]) => {
            const processes = Array.from(
              { length: generations },
              () => generation * random.normal(),
            )
            const scaled = times.map((ns, round) => {
              const process = processes[cell.rounds.generation[round]] ?? 0
              return ns && ns * factor * Math.exp(process + row * random.normal())
            })
            return [op, scaled]
          })
          return [id, Object.fromEntries(ops)]
        }),
      ),
    })),
  }
}
