/** How often intervals hold the truth, in simulated runs; the same for the same seed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seededRandom } from '../../fixtures/random.js'
import { pairedValues } from './generations.js'
import { holmThreshold } from './holm.js'
import { chanceOf, type Sample, sampleOf, spanOf } from './trimmed.js'

const COMPARISONS = 20
const ROUNDS = 6

interface Simulated {
  generations: number
  /** Link orders that generations draw from; a process each has its own where there are none. */
  orders?: number
  /** The true ratio of the two rows. */
  truth: number
}

/**
 * Two rows as they are measured: link orders and processes differ by a per cent, rounds drift by 5 %
 * for both rows, the slower row's turns scatter more, and one turn in ten of either row is disturbed.
 */
function simulate(random: Random, { generations, orders, truth }: Simulated): Sample {
  const placed = Array.from({ length: orders ?? 0 }, () => 0.01 * random.normal())
  const generation: number[] = []
  const linkOrder: number[] = []
  const above: number[] = []
  const below: number[] = []
  for (let at = 0; at < generations; at++) {
    const order = orders === undefined ? at : Math.floor(orders * random.uniform())
    const process = (placed[order] ?? 0) + 0.01 * random.normal()
    for (let round = 0; round < ROUNDS; round++) {
      generation.push(at)
      linkOrder.push(order)
      const common = 0.05 * random.normal()
      const turn = (sd: number) =>
        sd * random.normal() + (random.uniform() < 0.1 ? 0.5 * random.uniform() : 0)
      above.push(truth * Math.exp(common + process + turn(0.006)))
      below.push(Math.exp(common + turn(0.003)))
    }
  }
  const origins = orders === undefined ? { generation } : { generation, linkOrder }
  const sample = sampleOf(pairedValues(above, below, origins))
  assert.ok(sample)
  return sample
}

/** Shares of intervals at 95 % that hold the truth, and of runs in which Holm tells nothing apart from it. */
function coverage(runs: number, simulated: Simulated, seed: number) {
  const random = seededRandom(seed)
  const truth = Math.log(simulated.truth)
  let held = 0
  let clean = 0
  for (let run = 0; run < runs; run++) {
    const samples = Array.from({ length: COMPARISONS }, () => simulate(random, simulated))
    held += samples.filter((sample) => {
      const { high, low } = spanOf(sample, 0.95)
      return low <= truth && truth <= high
    }).length
    const chances = samples.map((sample) =>
      chanceOf({ ...sample, estimate: sample.estimate - truth }),
    )
    const threshold = holmThreshold(chances, 0.05)
    if (chances.every((chance) => chance > threshold)) clean++
  }
  return { each: held / (runs * COMPARISONS), family: clean / runs }
}

test('intervals of nulls and of real contrasts cover about their level; families hold together', () => {
  for (const [seed, simulated] of (
    [
      { generations: 8, truth: 1 },
      { generations: 16, truth: 1.7 },
      { generations: 30, truth: 5 },
      { generations: 30, orders: 16, truth: 1.7 },
    ] as Simulated[]
  ).entries()) {
    const { each, family } = coverage(300, simulated, seed + 1)
    const words = JSON.stringify({ ...simulated, each, family })
    assert.ok(each > 0.93 && each < 0.97, words)
    assert.ok(family > 0.9, words)
  }
})

test('generations of few link orders, taken for independent, would cover too little', () => {
  const random = seededRandom(5)
  let held = 0
  for (let run = 0; run < 500; run++) {
    const placed = Array.from({ length: 4 }, () => 0.01 * random.normal())
    const values = Array.from({ length: 32 }, (_, generation) => ({
      generation,
      unit: generation,
      value: placed[generation % 4] + 0.002 * random.normal(),
    }))
    const byOrder = values.map((one) => ({ ...one, unit: one.generation % 4 }))
    const holds = (all: typeof values) => {
      const sample = sampleOf(all)
      assert.ok(sample)
      const { high, low } = spanOf(sample, 0.95)
      return low <= 0 && 0 <= high
    }
    held += Number(holds(byOrder)) - Number(holds(values))
  }
  assert.ok(held > 0.2 * 500, `${held}`)
})
