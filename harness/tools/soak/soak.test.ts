import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ABSENT_TIERS } from '../../../engines/index.js'
import { run } from '../../testing/capture.js'
import { projectVersion } from '../../version.js'
import { startCommand } from './child.js'

const [absent] = ABSENT_TIERS
const skip = absent === undefined ? {} : { skip: absent.why }

test('a short soak of the native tier is clean, and says how long it was', skip, async () => {
  const { code, stderr, stdout } = await run(
    'soak',
    'native',
    '--operations',
    '6000',
    '--seconds',
    '0',
  )
  assert.equal(code, 0, stderr + stdout)
  assert.match(stdout, /native: (6,000 random operations .* clean|no compiler here has the sanit)/)
})

test('a short soak of the trace parser is clean', async () => {
  const { code, stdout } = await run('soak', 'traces', '--lines', '200')
  assert.deepEqual([code, stdout], [0, 'traces: 200 lines, generated and mutated, seed 1: clean\n'])
})

test('an unknown part and an invalid value are reported', async () => {
  const part = await run('soak', 'nativ')
  assert.equal(part.code, 2)
  assert.match(part.stderr, /soak has no part nativ \(did you mean native\?\)/)
  const value = await run('soak', '--operations', 'many')
  assert.equal(value.code, 2)
  assert.match(value.stderr, /--operations many is not a number/)
})

test('parts can start the commands of this program', async () => {
  const { output, well } = await startCommand(['--version']).ended
  assert.equal(output, `${projectVersion()}\n`)
  assert.ok(well)
})
