/** Families whose truth is made up. */
import assert from 'node:assert/strict'
import { seededRandom } from '../../results/fixtures/random.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import type { Result } from '../../results/index.js'

export const BASELINE = 'ts/per-page'

/** A family whose rows take the baseline's times, times a factor of their own, but for a little noise. */
export function familyOf(factors: Readonly<Record<string, number>>): Result {
  const alone = syntheticResult({
    withoutRows: ['ts/per-page~null', 'ts/unmap-pages', 'ts/map-unmap-pages', 'ts/punt-range'],
  })
  const [baseline] = alone.rows
  assert.ok(baseline)
  const random = seededRandom(1)
  const scaled = (times: readonly (number | null)[], factor: number) =>
    times.map((ns) => ns && ns * factor * Math.exp(0.001 * random.normal()))
  return {
    ...alone,
    rows: [
      baseline,
      ...Object.keys(factors).map((id) => ({ ...baseline, id, role: 'shape' as const })),
    ],
    cells: alone.cells.map((cell) => ({
      ...cell,
      counts: {},
      ns: {
        ...cell.ns,
        ...Object.fromEntries(
          Object.entries(factors).map(([row, factor]) => [
            row,
            Object.fromEntries(
              Object.entries(cell.ns[BASELINE] ?? {}).map(([op, times]) => [
                op,
                scaled(times, factor),
              ]),
            ),
          ]),
        ),
      },
    })),
  }
}
