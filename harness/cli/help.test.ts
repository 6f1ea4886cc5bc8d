import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../testing/capture.js'
import { tinySuite } from '../testing/suites.js'

test('--help teaches: options, examples, exit codes', async () => {
  const { code, stdout } = await run('bench', '--help')
  assert.equal(code, 0)
  for (const part of [
    '--suite',
    '--engine',
    '--cell',
    '--plan',
    '--instructions',
    '--no-instructions',
    'Examples:',
    'Exit code:',
    'Ctrl-C',
  ]) {
    assert.ok(stdout.includes(part), `${part} is missing`)
  }
})

test('help of every command is filled to the width, and lists it by its first sentence', async () => {
  const { stdout } = await run('--help')
  const [, listed = ''] = stdout.split('Commands:\n')
  const names = [...listed.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)
  assert.ok(names.includes('bench') && names.includes('mutate'), stdout)
  for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  for (const name of names.filter((one) => one !== 'help')) {
    const { stdout: text } = await run(name, '--help')
    assert.match(text, /^Usage: npm run \w+ (\[?-- .*)/)
    const [, description = ''] = text.split('\n\n')
    const lines = description.split('\n')
    for (const [at, line] of lines.slice(0, -1).entries()) {
      const [next] = lines[at + 1].split(' ')
      assert.ok(line.length <= 80 && line.length + 1 + next.length > 80, `${name}: ${line}`)
    }
  }
})

test('the examples of --help are command lines that are understood', async () => {
  const { stdout } = await run('bench', '--help')
  const examples = [...stdout.matchAll(/^ {2}npm run (?:-s )?bench(?: -- (.*?))?(?: {2,}|$)/gm)]
  assert.ok(examples.length >= 6)
  for (const [, line] of examples) {
    const args = (line ?? '').split(' | ')[0].replaceAll("'", '').split(' ').filter(Boolean)
    // The user's own engine, trace, kernel tree and earlier run are what an example cannot bring.
    if (args.some((arg) => /^\.\/my-.*\.ts/.test(arg)) || args.includes('--resume')) continue
    if (args.includes('my-trace.txt')) continue
    if (args.includes('--kernel')) continue
    const { code, stderr } = await run('bench', ...args, '--plan')
    assert.equal(code, 0, `${line}: ${stderr}`)
  }
})

test('--plan prints cells, rows and time, and measures nothing', async () => {
  const { code, stdout } = await run('bench', '--suite', tinySuite(), '--plan')
  assert.equal(code, 0)
  assert.match(stdout, /1 cell\n {2}64K@4K/)
  assert.match(stdout, /3 rows\n {2}ts\/per-page .*the baseline\n {2}ts\/per-page~null/)
  assert.match(stdout, /^2 generations of fresh processes, however long\.$/m)
})

test('--plan says that a few generations are measured, however short the time is', async () => {
  const suite = tinySuite({ generations: undefined })
  const length = async (...args: string[]) =>
    (await run('bench', '--suite', suite, '--plan', '--time', '1', ...args)).stdout
      .trim()
      .split('\n')
      .at(-1)
  const start =
    '1 s of measuring (--time 1), in as many generations of fresh processes as fit; 3 at least, however long'
  assert.equal(await length(), `${start}.`)
  assert.equal(await length('--generations', '5'), `${start} and 5 at most.`)
  assert.equal(
    await length('--generations', '3'),
    '3 generations of fresh processes, however long.',
  )
})

test('the baseline is added to engines that need it', async () => {
  const { stdout } = await run('bench', '--engine', 'ts/punt-range', '--plan')
  assert.match(stdout, /ts\/per-page +the baseline/)
})

test('--list names engines, suites and cells', async () => {
  const { code, stdout } = await run('bench', '--list')
  assert.equal(code, 0)
  for (const part of ['TIER/SHAPE', 'smoke', 'full', 'trace:arm64-6.1-strict-nvme_seq1m']) {
    assert.ok(stdout.includes(part), `${part} is missing`)
  }
  // Every call shape stands there once, with a mark for each tier that has it.
  assert.match(stdout, /^ {2}map-unmap-pages +x/m)
  assert.equal(stdout.match(/^ {2}punt-range /gm)?.length, 1)
  assert.match(stdout, /^ {2}(native\+rpm|tier native) /m)
})
