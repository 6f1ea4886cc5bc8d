import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../testing/capture.js'
import { emptyWord } from './empty-word.js'

test('an empty word is refused with what stands before it, and left to a command that is recorded', async () => {
  assert.equal(emptyWord(['bench', '--time', '5']), undefined)
  assert.equal(emptyWord(['capture', '--', 'grep', '']), undefined)
  for (const [args, before] of [
    [['bench', '--shard', ''], '--shard: '],
    [['report', 'reference', '--out='], '--out: '],
    [['compare', 'reference', ''], 'reference: '],
    [[''], ''],
  ] as const) {
    const said = {
      code: 2,
      stdout: '',
      stderr: `${before}an empty word follows; is a variable not set?\n`,
    }
    assert.deepEqual(await run(...args), said)
  }
})
