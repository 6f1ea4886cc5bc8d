import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS } from '../../../engines/index.js'
import type { LinuxBuild } from '../../../engines/linux/index.js'
import { nativeTier } from '../../../engines/native/index.js'
import { tierBuildSchema } from '../../../results/record/tiers.js'
import { rowsOf } from '../plan/rows.js'
import { selectEngines } from '../selection/select-engines.js'
import { kernelBuild, tierFacts } from './tiers.js'

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

/** What one library of a made-up tree was built to. */
function built(library: string, missing: Record<string, string>): LinuxBuild {
  return {
    built: true,
    folder: '',
    tier: 'linux-0.1.2',
    library,
    kernel: {
      reference: '~/linux',
      version: '0.1.2',
      config: {},
      files: [{ path: `${library}.c`, sha256: library }],
    },
    features: [],
    formats: [],
    semantics: { coveredTable: 'cleared', insideBlock: 'removed', blockOverTable: 'replaced' },
    writeBack: 'run',
    compiler: { command: 'cc', version: 'cc 1' },
    flags: [],
    variants: {},
    missing,
  }
}

test('a result names the library of a tree that could not be built, what its others lack once, and the files of all', () => {
  const retpoline = 'not here'
  const { missing, source } = kernelBuild({
    builds: [built('one', { retpoline }), built('two', { retpoline, 'self-test': 'no suite' })],
    missing: [{ library: 'three', why: 'a name is missing' }],
  })
  assert.deepEqual(missing, {
    retpoline,
    'two, self-test': 'no suite',
    three: 'a name is missing',
  })
  assert.deepEqual(source?.files, { 'one.c': 'one', 'two.c': 'two' })
})
