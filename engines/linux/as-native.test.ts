/** The kernel's own file comes to what tier native comes to, event for event where nothing is listed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  COUNTER_NAMES,
  type Counter,
  type Counts,
  type DomainConfig,
  type Engine,
  MAP,
  randomOf,
  UNMAP,
} from '../contract/index.js'
import {
  leavesOf,
  nativeEngines,
  otherEngines,
  randomDomain,
  randomSteps,
  runStep,
  type Step,
  sumProbe,
} from '../native/testing.js'
import { INVALIDATION } from './testing/cycles.js'
import { KNOWN_OAS, tiersOf } from './testing.js'

const linux61 = tiersOf('6.1')

const SEED = 20210408
const DOMAINS = 24
const DOMAINS_OF_GRANULES = 4
const STEPS = 32

/** A step as it was counted, by the kernel's own file and by tier native. */
interface Compared {
  engine: Engine
  twin: Engine
  step: Step
  domain: DomainConfig
  kernel: Counts
  native: Counts
  error: number
}

/** Where Linux 6.1 does something else than tier native, whose outcome is the same: what, and when. */
const DIFFERENCES: ReadonlyArray<{
  why: string
  counters: readonly Counter[]
  when(compared: Compared): boolean
}> = [
  {
    why: 'an entry that holds a table is looked at again where a block takes its place',
    counters: ['pteReads'],
    when: ({ native, step }) => step[0].op === MAP && (native.flushWalks ?? 0) > 0,
  },
  {
    why: 'the ptes of a block that is split are written back one by one, and what is to be unmapped is never written',
    counters: ['writeBacks', 'writeBackLines', 'leafClears'],
    when: ({ native, step }) => step[0].op === UNMAP && (native.pteCas ?? 0) > 0,
  },
  {
    why: 'what is cut out of a block is gathered for a flush queue too, and where the driver gathers itself',
    counters: ['tlbAdds', 'forcedSyncs', ...INVALIDATION],
    when: ({ domain, engine, native, step }) =>
      (!domain.strict || engine.semantics.insideBlock === 'excluded') &&
      step[0].op === UNMAP &&
      (native.pteCas ?? 0) > 0,
  },
  {
    why: "a run's ptes are written back one by one where tier native's shape does it at once",
    counters: ['writeBacks', 'writeBackLines'],
    when: ({ domain, engine, twin }) =>
      !domain.coherent && engine.choices?.writeBack === 'pte' && twin.choices?.writeBack === 'run',
  },
  {
    why: 'a block in the way is written back before -EEXIST is returned',
    counters: ['writeBacks', 'writeBackLines'],
    when: ({ domain, error }) => !domain.coherent && error === -17,
  },
]

test('outcomes, leaves and counts are those of tier native', { skip: linux61.skip }, () => {
  const seen = new Set<string>()
  for (const tier of linux61.tiers) {
    const random = randomOf(SEED)
    for (let nth = 0; nth < DOMAINS; nth++) {
      const domain = randomDomain(random)
      const steps = randomSteps(random, domain, STEPS)
      if (!KNOWN_OAS.includes(domain.oas)) continue
      for (const engine of tier.engines.filter(({ variant }) => variant.name === '')) {
        for (const why of compareWithNative(engine, domain, steps)) seen.add(why)
      }
    }
  }
  assert.deepEqual([...seen].sort(), DIFFERENCES.map(({ why }) => why).sort())
})

test('so they are on the granules of 16K and 64K', { skip: linux61.skip }, () => {
  for (const tier of linux61.tiers) {
    const granules = tier.granules.filter(
      ({ shape, variant }) => variant.name === '' && shape === 'map-unmap-pages',
    )
    assert.equal(granules.length, 4)
    for (const engine of granules) {
      const random = randomOf(SEED)
      for (let nth = 0; nth < DOMAINS_OF_GRANULES; nth++) {
        const domain = randomDomain(random, engine.format)
        const steps = randomSteps(random, domain, STEPS, engine.format)
        if (KNOWN_OAS.includes(domain.oas)) compareWithNative(engine, domain, steps)
      }
    }
  }
})

/** Tier native's engine of the same shape. */
function twinOf(engine: Engine): Engine {
  const shape = engine.shape === 'old-map-unmap' ? 'per-page' : engine.shape
  const twin = [...nativeEngines, ...otherEngines].find(
    (one) => one.tier === 'native' && one.shape === shape && one.format === engine.format,
  )
  if (twin === undefined) throw new Error(`tier native has no ${shape}@${engine.format}`)
  return twin
}

/** Returns the listed differences that were met. */
function compareWithNative(engine: Engine, domain: DomainConfig, steps: readonly Step[]): string[] {
  const twin = twinOf(engine)
  const [a, b] = [sumProbe(), sumProbe()]
  const [ours, kernels] = [twin.open(domain, a.probe), engine.open(domain, b.probe)]
  a.take()
  b.take()
  const met: string[] = []
  for (const step of steps) {
    const where = `${engine.id}, ${JSON.stringify(step)} on ${JSON.stringify(domain)}`
    const outcome = runStep(kernels, step)
    assert.deepEqual(outcome, runStep(ours, step), where)
    const { error } = outcome
    const compared = { engine, twin, step, domain, kernel: b.take(), native: a.take(), error }
    for (const counter of COUNTER_NAMES) {
      if (compared.kernel[counter] === compared.native[counter]) continue
      const difference = DIFFERENCES.find(
        ({ counters, when }) => counters.includes(counter) && when(compared),
      )
      assert.ok(
        difference,
        `${where}: ${counter} ${compared.kernel[counter]} ${compared.native[counter]}`,
      )
      met.push(difference.why)
    }
    const [{ iova, size }] = step
    for (const place of [iova, iova + 17, iova + size - 1, iova + size]) {
      assert.equal(kernels.translate(place), ours.translate(place), `${where}: ${place}`)
    }
  }
  assert.deepEqual(leavesOf(kernels), leavesOf(ours))
  assert.equal(kernels.leakedTables(), 0)
  ours.close()
  kernels.close()
  return met
}
