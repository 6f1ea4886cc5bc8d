/** Whatever comes, the native engines do what the same call shapes of tier ts do, report for report. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../contract/index.js'
import {
  compareEngines,
  nativeEngines,
  otherEngines,
  randomDomain,
  randomSteps,
  skip,
  twinOf,
} from './testing.js'

const SEED = 20210408
const STEPS = 32
/** Domains that each engine is tried on: the plain variant, and those that change what is around it. */
const DOMAINS = 12
const DOMAINS_OF_VARIANTS = 3
/** Of other formats than the usual: the walkers are the same text. */
const SHAPES_OF_OTHERS = ['per-page', 'run-write-back', 'map-sg', 'clear-first']
const DOMAINS_OF_OTHERS = 3

/** Engines that are compared, and on how many domains each. */
const compared = [
  ...nativeEngines.map((engine) => ({
    engine,
    domains: engine.variant.name === '' ? DOMAINS : DOMAINS_OF_VARIANTS,
  })),
  ...otherEngines
    .filter(({ shape }) => SHAPES_OF_OTHERS.includes(shape))
    .map((engine) => ({ engine, domains: DOMAINS_OF_OTHERS })),
]

/** Shapes that reach together what all do, and domains that they are tried on for that. */
const REACHING = ['map-unmap-pages', 'range-gather', 'punt-range', 'clear-first']
const DOMAINS_TO_REACH = 60

for (const { domains, engine } of compared) {
  test(`${engine.id} does what ts does, report for report, seed ${SEED}`, () => {
    const { format } = engine
    const random = randomOf(SEED)
    for (let nth = 0; nth < domains; nth++) {
      const domain = randomDomain(random, format)
      compareEngines(twinOf(engine), engine, domain, randomSteps(random, domain, STEPS, format))
    }
  })
}

test('the random steps reach what there is to be reached', { skip }, () => {
  const reached = new Set<string>()
  const random = randomOf(SEED)
  const engines = nativeEngines.filter(
    ({ shape, tier }) => tier === 'native' && REACHING.includes(shape),
  )
  for (let nth = 0; nth < DOMAINS_TO_REACH; nth++) {
    const domain = randomDomain(random)
    const steps = randomSteps(random, domain, STEPS)
    for (const engine of engines) {
      compareEngines(twinOf(engine), engine, domain, steps, (outcome, reports) => {
        reached.add(`error ${outcome.error}`)
        for (const line of reports.lines()) {
          reached.add(line.split(' ', 1)[0])
          if (line.startsWith('sync true')) reached.add('forced sync')
        }
      })
    }
  }
  const expected = [
    ...['error 0', 'error -12', 'error -17', 'error -22', 'error -34', 'forced sync'],
    ...['driverCall', 'tableCall', 'walk', 'visit', 'readPtes', 'writePtes', 'casPte'],
    ...['mapLeaves', 'clearLeaves', 'writeBack', 'writeBackTable', 'writeBarrier'],
    ...['publishBarrier', 'tlbAdd', 'rangeAdd', 'flushWalk', 'sync', 'allocTable', 'freeTables'],
  ]
  assert.deepEqual(
    expected.filter((kind) => !reached.has(kind)),
    [],
  )
})

test('there are native engines to compare', { skip }, () => {
  assert.ok(nativeEngines.length >= 4 * 14 * 2)
})
