/** Instructions of kernels' own page tables, by a program that is linked with the objects that are timed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, byFunction, countInstructions } from '../instructions/index.js'
import { bufferTape, DOMAIN, skip as noCounts, ownCache } from '../instructions/testing.js'
import type { LinuxTier } from './index.js'
import { skip, tiers, tiersOf } from './testing.js'

ownCache()

const PAGES = 64

/** What was counted of each tier: tests only read. */
const known = new Map<string, Promise<Map<string, Answer>>>()

function counted(tier: Pick<LinuxTier, 'engines' | 'tier'>): Promise<Map<string, Answer>> {
  const answers = known.get(tier.tier) ?? count(tier)
  known.set(tier.tier, answers)
  return answers
}

/** Every engine of a tier, variants included, on a buffer, by its id. */
async function count({ engines }: Pick<LinuxTier, 'engines'>): Promise<Map<string, Answer>> {
  const jobs = engines.map((engine) => {
    const program = engine.inProgram?.()
    assert.ok(program, engine.id)
    return { engine: program, domain: { ...DOMAIN, ias: 40 }, tape: bufferTape(PAGES) }
  })
  const answers = await countInstructions(jobs, { fresh: true })
  return new Map(engines.map(({ id }, at) => [id, answers[at]]))
}

function unmapOf(answer: Answer | undefined): number {
  return answer !== undefined && 'cycle' in answer ? (answer.cycle.unmap?.instructions ?? 0) : 0
}

/** How the ids of a tier's formats end: those that have a baseline. */
function formatsOf({ engines }: Pick<LinuxTier, 'engines'>): string[] {
  return engines
    .filter(({ shape, variant }) => shape === 'per-page' && variant.name === '')
    .map(({ id }) => id.slice(id.lastIndexOf('/per-page') + '/per-page'.length))
}

for (const tier of tiers) {
  test(`${tier.tier}: every engine is counted, and a run in one call takes less than page by page`, {
    skip: skip || noCounts,
  }, async () => {
    const answers = await counted(tier)
    for (const [id, answer] of answers)
      assert.ok('cycle' in answer, `${id}: ${JSON.stringify(answer)}`)
    for (const format of formatsOf(tier)) {
      const [page, ...runs] = ['per-page', 'map-unmap-pages', 'punt-range'].flatMap((shape) => {
        const answer = answers.get(`${tier.tier}/${shape}${format}`)
        return answer === undefined ? [] : [unmapOf(answer)]
      })
      const found = `${tier.tier}, ${format}: ${page} ${runs}`
      assert.ok(runs.length > 0, found)
      for (const run of runs) assert.ok(run > PAGES && run < page / 2, found)
    }
  })
}

const clearing = tiersOf('6.12')

test('a loop that the compiler makes a memset of calls our own, whatever the processor', {
  skip: clearing.skip || noCounts,
}, async () => {
  for (const tier of clearing.tiers) {
    const answer = (await counted(tier)).get(`${tier.tier}/map-unmap-pages`)
    const stacks =
      answer !== undefined && 'cycle' in answer ? answer.cycle.unmap?.stacks : undefined
    const functions = [...byFunction(stacks ?? {}).keys()]
    assert.deepEqual(
      functions.filter((name) => /mem(set|cpy|move)/.test(name)),
      ['memset'],
    )
  }
})
