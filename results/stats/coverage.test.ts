/** How often intervals hold the truth, in simulated runs; the same for the same seed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seededRandom } from '../fixtures/random.js'
import { generationMedians, intervalFromGenerations } from './interval.js'
import { pairedLogRatios } from './paired.js'
import { quantile } from './quantile.js'

const TRUTH = 1.7
const GENERATIONS = 5
const ROUNDS = 4

/** One run's log-ratios, one a generation: processes differ, rounds drift, single epochs jump. */
function simulate(random: Random): number[] {
  const generation: number[] = []
  const rows: [number[], number[]] = [[], []]
  for (let g = 0; g < GENERATIONS; g++) {
    const process = rows.map(() => 0.025 * random.normal())
    for (let round = 0; round < ROUNDS; round++) {
      generation.push(g)
      const common = 0.05 * random.normal()
      for (const [at, times] of rows.entries()) {
        const jump = random.uniform() < 0.05 ? 0.3 : 0
        const noise = (process[at] ?? 0) + common + 0.01 * random.normal() + jump
        times.push((at === 0 ? TRUTH : 1) * Math.exp(noise))
      }
    }
  }
  return [...generationMedians(pairedLogRatios(rows[0], rows[1], generation)).values()]
}

/** The share of `runs` whose interval holds the truth. */
function coverage(runs: number, seed: number, interval: (values: number[]) => [number, number]) {
  const random = seededRandom(seed)
  let held = 0
  for (let run = 0; run < runs; run++) {
    const [low, high] = interval(simulate(random))
    if (low <= TRUTH && TRUTH <= high) held++
  }
  return held / runs
}

function student(level: number) {
  return (values: number[]): [number, number] => {
    const interval = intervalFromGenerations(values, level)
    assert.ok(interval)
    return [interval.low, interval.high]
  }
}

test("Student's t over generations covers about its level", () => {
  const covered = coverage(4000, 1, student(0.95))
  assert.ok(covered > 0.935 && covered < 0.965, `covered ${covered}`)
})

test('it does so at the strict level that a family of comparisons asks for', () => {
  const covered = coverage(4000, 2, student(0.999))
  assert.ok(covered >= 0.997, `covered ${covered}`)
})

test('a bootstrap of the generations is too narrow', () => {
  const random = seededRandom(3)
  const bootstrap = (values: number[]): [number, number] => {
    const means = Array.from({ length: 300 }, () => {
      const drawn = values.map(() => values[Math.floor(random.uniform() * values.length)] ?? 0)
      return drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    })
    return [Math.exp(quantile(means, 0.025) ?? 0), Math.exp(quantile(means, 0.975) ?? 0)]
  }
  const covered = coverage(1000, 3, bootstrap)
  assert.ok(covered < 0.9, `covered ${covered}`)
})
