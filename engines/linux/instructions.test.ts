/** Instructions of kernels' own page tables, by a program that is linked with the objects that are timed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, byFunction, countInstructions } from '../instructions/index.js'
import { bufferTape, DOMAIN, skip as noCounts, ownCache } from '../instructions/testing.js'
import type { LinuxTier } from './index.js'
import { skip, tiers, tiersOf } from './testing.js'

ownCache()

const PAGES = 64

/** Every engine of a tier, variants included, on a buffer, by its id. */
async function counted({ engines }: Pick<LinuxTier, 'engines'>): Promise<Map<string, Answer>> {
  const jobs = engines.map((engine) => {
    const program = engine.inProgram?.()
    assert.ok(program, engine.id)
    return { engine: program, domain: { ...DOMAIN, ias: 40 }, tape: bufferTape(PAGES) }
  })
  const answers = await countInstructions(jobs, { anew: true })
  return new Map(engines.map(({ id }, at) => [id, answers[at]]))
}

function unmapOf(answer: Answer | undefined): number {
  return answer !== undefined && 'cycle' in answer ? (answer.cycle.unmap?.instructions ?? 0) : 0
}

for (const tier of tiers) {
  test(`${tier.tier}: every engine is counted, and a run in one call takes less than page by page`, {
    skip: skip || noCounts,
  }, async () => {
    const answers = await counted(tier)
    for (const [id, answer] of answers)
      assert.ok('cycle' in answer, `${id}: ${JSON.stringify(answer)}`)
    const [old, page, run] = ['old-map-unmap', 'per-page', 'map-unmap-pages'].map((shape) =>
      unmapOf(answers.get(`${tier.tier}/${shape}`)),
    )
    // A tree from before the series has no runs.
    if (run === 0) assert.ok(old > PAGES && page === 0, `${old} ${page}`)
    else assert.ok(run > PAGES && run < page / 2, `${run} ${page}`)
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
