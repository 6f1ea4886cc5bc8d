/** Formats are those whose files a tree has: one that nobody knows works as the others do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, MIB, PAGE } from '../../contract/index.js'
import { CountedSession, domainOf } from '../../testing.js'
import type { LinuxTier } from '../index.js'
import {
  armTiers,
  genericTiers,
  runsAndTimes,
  skipGeneric as skip,
  tierOfCopy,
} from '../testing.js'
import { both, MADE_UP_FORMAT, ofTable, withFormats, withMadeUpFormat } from './testing.js'

const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'whole-run', 'punt-range']

/** generic_pt alone, a format left out and another one made up. */
async function changedTier(): Promise<LinuxTier> {
  const [tier] = genericTiers
  const { change, more } = withMadeUpFormat(tier)
  return tierOfCopy([tier.build], { change: both(change, withFormats('x86_64', 'riscv64')), more })
}

function plainIds({ engines }: Pick<LinuxTier, 'engines'>): string[] {
  return engines.filter(({ variant }) => variant.name === '').map(({ id }) => id)
}

test('a tree has the formats of its files: none that is left out, and one more that is called by its file', {
  skip,
}, async () => {
  const tier = await changedTier()
  assert.deepEqual(
    plainIds(tier),
    ['x86-64', 'riscv-64', MADE_UP_FORMAT].flatMap((format) =>
      SHAPES.map((shape) => `linux-0.1.2/${shape}@${format}`),
    ),
  )
})

test('a tree with generic_pt alone has that, and misses nothing', { skip }, async () => {
  const { builds, engines, granules, missing } = await changedTier()
  assert.deepEqual(
    builds.map(({ library }) => library),
    ['generic_pt'],
  )
  assert.deepEqual([granules, missing], [[], []])
  assert.ok(engines.every(({ library }) => library === 'generic_pt'))
})

test('a tree with io-pgtable-arm alone has that, and misses nothing', { skip }, async () => {
  const own = genericTiers.map(({ tier }) => tier)
  const arm = armTiers.find(({ tier }) => own.includes(tier))
  if (arm === undefined) return
  const { builds, engines, missing } = await tierOfCopy([arm.build], { variants: 'all' })
  assert.deepEqual(
    builds.map(({ library }) => library),
    ['io-pgtable-arm'],
  )
  assert.deepEqual(missing, [])
  assert.deepEqual(
    engines.map(({ id }) => id.split('/')[1]),
    arm.engines.map(({ id }) => id.split('/')[1]),
  )
})

test('engines of a made-up format map, translate, unmap and time series, non-coherent ones too', {
  skip,
}, async () => {
  const { engines } = await changedTier()
  const own = engines.filter(({ format }) => format === MADE_UP_FORMAT)
  for (const engine of own) {
    for (const mode of [{}, { strict: false }, { coherent: false }]) runsAndTimes(engine, mode)
    const session = new CountedSession(engine, domainOf())
    const [iova, paddr] = [64 * GIB, 128 * GIB + PAGE]
    assert.equal(session.map(iova, paddr, 2 * MIB).error, 0)
    assert.equal(session.session.translate(iova + MIB + 5), paddr + MIB + 5)
    assert.equal(session.unmap(iova, 2 * MIB).bytes, 2 * MIB)
    assert.equal(session.session.translate(iova + MIB + 5), undefined)
    assert.equal(session.session.leakedTables(), 0)
    session.close()
  }
})

test('a made-up format counts what the format counts that it was made of', { skip }, async () => {
  const { engines } = await changedTier()
  for (const shape of SHAPES) {
    const counted = ['x86-64', MADE_UP_FORMAT].map((format) => {
      const engine = engines.find(({ id }) => id === `linux-0.1.2/${shape}@${format}`)
      assert.ok(engine, shape)
      const session = new CountedSession(engine, domainOf({ coherent: false }))
      const buffer = [64 * GIB + MIB, 128 * GIB + PAGE, 2 * MIB] as const
      const done = [session.map(...buffer), session.unmap(buffer[0], buffer[2])]
      session.close()
      return done.map(({ bytes, counts }) => [bytes, ofTable(counts)])
    })
    assert.deepEqual(counted[1], counted[0], shape)
  }
})
