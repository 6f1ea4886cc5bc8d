/** How often intervals hold the truth, in simulated runs; the same for the same seed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seededRandom } from '../fixtures/random.js'
import { moderate, priorsOf } from './moderate.js'
import { pairedLogRatios } from './paired.js'
import { intervalOf, type Sample, sampleOf } from './sample.js'

const TRUTH = 1.7
const CELLS = 4
const IN_A_CELL = 10
const COMPARISONS = CELLS * IN_A_CELL

/** A run's comparisons by cell: processes differ, rounds drift, single epochs jump; cells are as noisy as they are. */
function simulate(random: Random, generations: number, rounds: number): Map<string, Sample[]> {
  return new Map(
    Array.from({ length: CELLS }, (_, cell) => {
      const noise = Math.exp(0.7 * random.normal())
      return [`cell ${cell}`, simulateCell(random, generations, rounds, noise)]
    }),
  )
}

function simulateCell(
  random: Random,
  generations: number,
  rounds: number,
  cellNoise: number,
): Sample[] {
  return Array.from({ length: IN_A_CELL }, () => {
    const noise = cellNoise * Math.exp(0.2 * random.normal())
    const generation: number[] = []
    const rows: [number[], number[]] = [[], []]
    for (let g = 0; g < generations; g++) {
      const process = rows.map(() => 0.01 * noise * random.normal())
      for (let round = 0; round < rounds; round++) {
        generation.push(g)
        const common = 0.05 * random.normal()
        for (const [at, times] of rows.entries()) {
          const jump = random.uniform() < 0.1 ? 0.5 : 0
          const own = (process[at] ?? 0) + common + 0.01 * noise * random.normal() + jump
          times.push((at === 0 ? TRUTH : 1) * Math.exp(own))
        }
      }
    }
    const sample = sampleOf(pairedLogRatios(rows[0], rows[1], generation))
    assert.ok(sample)
    return sample
  })
}

/** The share of comparisons, and of runs, whose intervals at `level` all hold the truth. */
function coverage(runs: number, generations: number, rounds: number, level: number) {
  const random = seededRandom(generations)
  let held = 0
  let whole = 0
  for (let run = 0; run < runs; run++) {
    const cells = simulate(random, generations, rounds)
    const priors = priorsOf(cells)
    const inside = [...cells].flatMap(([cell, samples]) =>
      samples.filter((sample) => {
        const { high, low } = intervalOf(moderate(sample, priors(cell)), level)
        return low <= TRUTH && TRUTH <= high
      }),
    ).length
    held += inside
    if (inside === COMPARISONS) whole++
  }
  return { each: held / (runs * COMPARISONS), family: whole / runs }
}

test('intervals cover about their level', () => {
  for (const [generations, rounds] of [
    [6, 2],
    [12, 2],
    [18, 4],
  ] as const) {
    const { each } = coverage(50, generations, rounds, 0.95)
    assert.ok(each > 0.9 && each < 0.985, `${generations} generations: covered ${each}`)
  }
})

test('at the level that a family asks for all of a run hold together', () => {
  for (const [generations, rounds] of [
    [6, 2],
    [12, 2],
  ] as const) {
    const { family } = coverage(100, generations, rounds, 0.95 ** (1 / (COMPARISONS * 4)))
    assert.ok(family >= 0.94, `${generations} generations: ${family} of the families`)
  }
})
