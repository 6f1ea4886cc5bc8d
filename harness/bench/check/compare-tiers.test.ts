import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, type Counts } from '../../../engines/index.js'
import { describeEngine } from '../../engine/load.js'
import { type RunRow, rowsOf } from '../plan/rows.js'
import type { Checked } from '../worker/protocol.js'
import { compareTiers } from './compare-tiers.js'

/** Rows of one call shape on tiers of any name. */
function rows(shape: string, ...tiers: string[]): RunRow[] {
  return rowsOf(
    tiers.map((tier) => {
      const like = BUILT_IN_ENGINES.find((engine) => engine.id === `ts/${shape}`)
      assert.ok(like)
      const description = { ...describeEngine(like), id: `${tier}/${shape}`, tier }
      return { named: shape, reference: description.id, description, part: 'shape' }
    }),
  )
}

/** What was counted of a shape in one cell, by tier; one direction. */
function checked(shape: string, counts: Record<string, Counts>, cell = '64K@4K') {
  const byEngine = Object.entries(counts).map(([tier, map]): [string, Checked] => [
    `${tier}/${shape}`,
    { counts: { map }, peak: 0, digest: '' },
  ])
  return new Map([[cell, new Map(byEngine)]])
}

const failures = (all: readonly RunRow[]) => all.map(({ failure }) => failure?.kind)

test('tiers that count the same pass, whatever only one of them counts', () => {
  const all = rows('punt', 'native', 'ts')
  compareTiers(
    all,
    checked('punt', { native: { walks: 3, pteReads: 7 }, ts: { walks: 3, pteCas: 1 } }),
  )
  assert.deepEqual(failures(all), [undefined, undefined])
})

test('a tier that counts otherwise than tier ts fails, with cell, counter and both values', () => {
  const all = rows('punt', 'native', 'ts')
  compareTiers(all, checked('punt', { native: { walks: 4 }, ts: { walks: 3 } }))
  assert.deepEqual(failures(all), ['counts-differ', undefined])
  assert.deepEqual(all[0]?.failure, {
    kind: 'counts-differ',
    cell: '64K@4K',
    stage: 'count',
    message: 'map in 64K@4K: walks is 4, and 3 by ts/punt, which should do the same work',
  })
})

test('a variant whose driver makes other calls is held to nothing', () => {
  const all = rows('punt', 'native', 'native+null-tlb-add', 'native+rpm')
  compareTiers(
    all,
    checked('punt', {
      native: { tlbAdds: 4 },
      'native+null-tlb-add': { tlbAdds: 1 },
      'native+rpm': { tlbAdds: 3 },
    }),
  )
  assert.deepEqual(failures(all), [undefined, undefined, 'counts-differ'])
})

test('without tier ts the first tier is held to', () => {
  const all = rows('punt', 'native', 'linux')
  compareTiers(all, checked('punt', { native: { walks: 4 }, linux: { walks: 3 } }))
  assert.deepEqual(failures(all), [undefined, 'counts-differ'])
})

test('other call shapes and cells that one of them did not run say nothing', () => {
  const all = [...rows('punt', 'native'), ...rows('punt-range', 'ts')]
  compareTiers(all, checked('punt', { native: { walks: 4 } }))
  assert.deepEqual(
    failures(all),
    all.map(() => undefined),
  )
})

test('a row that has failed keeps its first failure', () => {
  const all = rows('punt', 'native', 'ts')
  const failure = { kind: 'died', cell: 'start', stage: 'gate', message: '' } as const
  all[0].failure = failure
  compareTiers(all, checked('punt', { native: { walks: 4 }, ts: { walks: 3 } }))
  assert.equal(all[0].failure, failure)
})
