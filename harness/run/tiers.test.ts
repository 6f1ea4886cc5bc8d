import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS } from '../../engines/index.js'
import { nativeTier } from '../../engines/native/index.js'
import { tierBuildSchema } from '../../results/tiers.js'
import { selectEngines } from '../commands/select-engines.js'
import { rowsOf } from './rows.js'
import { tierFacts } from './tiers.js'

const native = ABSENT_TIERS.find(({ tier }) => tier === 'native')
const skip = native === undefined ? {} : { skip: native.why }

test('a result names the compiler of each variant that has one of its own', skip, async () => {
  const selected = await selectEngines({ timed: ['native/punt'], counted: [] }, 30_000)
  const facts = tierFacts(rowsOf(selected)).tiers?.native
  const tier = nativeTier()
  assert.ok(facts !== undefined && !('absent' in tier))
  const { clang } = tier.build.variants
  assert.deepEqual(facts.compilers, clang === undefined ? undefined : { clang: clang.compiler })
  assert.equal(facts.missing?.clang === undefined, clang !== undefined)
  assert.deepEqual(tierBuildSchema.parse(JSON.parse(JSON.stringify(facts))), facts)
})
