/** `npm run explain` of modules of the user's own, which may throw, hang or end their process. */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../../engines/index.js'
import { run } from '../testing/capture.js'
import { refusal, refused, textOf } from '../testing/explain.js'
import { explanationSchema } from './schema.js'

const EXAMPLES = join(projectRoot(), 'engines', 'examples')

test('modules of the user’s own, beside an engine that is built in', async () => {
  const own = join(EXAMPLES, 'walk-cache.ts')
  const text = await textOf('--engine', own, '--engine', 'map-unmap-pages', 'map', '64K@0')
  assert.match(text, /^ts\/walk-cache map: .*^ts\/map-unmap-pages map: /ms)
  const format = join(EXAMPLES, 'first-stage.ts')
  assert.match(await textOf(`${format}#punt`, 'unmap', '4M@0'), /^ts\/punt@vtd-fs unmap: /m)
  await refused(
    /first-stage\.ts brings a format, and \d+ call shapes over it; name one/,
    format,
    '4M@0',
  )
})

test('of a module that reports nothing no count is claimed', async () => {
  const flat = join(EXAMPLES, 'flat.ts')
  const text = await textOf(flat, '--with', 'punt', 'map', '64K@0')
  assert.match(text, /64K mapped\nthe engine reports nothing to its probe/)
  assert.match(text, /^map: no counts of example\/flat to compare$/m)
  assert.doesNotMatch(text, /\b0 op calls|same work/)
  const { operations } = explanationSchema.parse(JSON.parse(await textOf(flat, '64K@0', '--json')))
  assert.deepEqual(
    operations.map(({ counts }) => counts),
    [{}, {}],
  )
})

test('a module that is none, or throws', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  await refused(/nowhere\.ts cannot be loaded: there is no such file/, './nowhere.ts', '4M@0')
  const json = written('engine.json', '{}')
  await refused(/engine\.json is no module: its name is to end in \.js, /, json, '4M@0')
  const throws = written(
    'throws.ts',
    `import { ARM_LPAE_4K, CALL_SHAPES, tsEngine } from 'unmap-bench'
const right = tsEngine(CALL_SHAPES[0], ARM_LPAE_4K)
const open: typeof right.open = (domain, probe) =>
  Object.assign(right.open(domain, probe), {
    runUnmaps: () => missing(),
  })
export const engine = { ...right, id: 'own/throws', open }\n`,
  )
  await refused(
    /^own\/throws threw: ReferenceError: missing is not .*\(throws\.ts:5\)$/m,
    throws,
    '4M@0',
  )
})

/** Where the process that runs a module is the point. */
async function refusedByProcess(expected: RegExp, ...args: string[]): Promise<void> {
  refusal(expected, await run('explain', ...args))
}

/** Never ends, and leaves the CPU to others. */
const SLEEP = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'

test('a module that hangs or ends its process is one message, and what it prints is no output', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  const doing = (name: string, what: string) => {
    const file = join(folder, `${name}.ts`)
    writeFileSync(
      file,
      `import { ARM_LPAE_4K, CALL_SHAPES, tsEngine } from 'unmap-bench'
console.log('{')
const right = tsEngine(CALL_SHAPES[0], ARM_LPAE_4K)
const open: typeof right.open = (domain, probe) => {
  const session = right.open(domain, probe)
  const run = session.runUnmaps.bind(session)
  const runUnmaps: typeof run = (...all) => {
    ${what}
    run(...all)
  }
  return Object.assign(session, { runUnmaps })
}
export const engine = { ...right, id: 'own/${name}', open }\n`,
    )
    return file
  }
  const hangs = [doing('hangs', SLEEP), '4K@0', '--hang-timeout', '5']
  await refusedByProcess(
    /^own\/hangs hung: no answer within 5 s; --hang-timeout gives it longer$/m,
    ...hangs,
  )
  await refusedByProcess(
    /^own\/ends died: .* exit code 0; npm run verify/m,
    doing('ends', 'process.exit(0)'),
    '4K@0',
  )
  const prints = doing('prints', "console.log('{')")
  const { stdout } = await run('explain', prints, '4K@0', '--json')
  assert.equal(explanationSchema.parse(JSON.parse(stdout)).operations.length, 2)
  await refused(
    /--hang-timeout soon is not a number of seconds/,
    'punt',
    '4K@0',
    '--hang-timeout',
    'soon',
  )
})
