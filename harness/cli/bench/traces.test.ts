/** `--trace`: traces of one's own are measured, and what is found in them is said. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { JOURNAL_FILE, type JournalHeader, loadResult } from '../../../results/record/index.js'
import { run, runAllHere } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'
import { traceFile } from '../../testing/traces.js'

const ENGINES = ['--engine', 'ts/map-unmap-pages', 'ts/clear-first']
const out = join(newFolder(), 'out')
const measured = runAllHere(
  'bench',
  '--trace',
  traceFile('partial'),
  ...ENGINES,
  '--generations',
  '1',
  '--out',
  out,
)

test('a trace alone is measured, and is what the answer rests on', async () => {
  const { code, stderr, stdout } = await measured
  assert.equal(code, 0, stderr)
  const { cells, options } = loadResult(out)
  assert.deepEqual(
    cells.map(({ id }) => id),
    ['trace:partial'],
  )
  assert.equal(options.suite, 'trace')
  assert.match(stdout, /^ +partial$/m)
})

test('what is found and which rows drop out is said before anything is measured', async () => {
  const { stderr } = await measured
  assert.match(stderr, /^trace partial: 1 unmap of a part of a map; /m)
  assert.match(stderr, /^trace partial: 1 range still mapped at the end: /m)
  assert.match(
    stderr,
    /^Not timed: ts\/clear-first in trace:partial: unmap of 4K at 0x200000 has another result/m,
  )
})

test('a suite that is named comes behind the traces, and repeats none of them', async () => {
  const trace = 'arm64-6.1-strict-nvme_huge4m'
  const cells = [{ sweep: { sizes: ['64K'], pageSizes: ['4K'] } }, { trace }]
  const suite = tinySuite({ cells })
  const own = traceFile('partial')
  const { code, stdout } = await run('bench', '--suite', suite, '--trace', own, trace, '--plan')
  assert.equal(code, 0)
  assert.match(stdout, /^Suite tiny/)
  assert.match(stdout, /^3 cells\n {2}trace:partial .*\n {2}trace:\S+huge4m .*\n {2}64K@4K /m)
})

test('cells that are named come behind the traces', async () => {
  const { stdout } = await run(
    'bench',
    '--trace',
    traceFile('partial'),
    '--cell',
    '2M@4K',
    '--plan',
  )
  assert.match(stdout, /^2 cells\n {2}trace:partial .*\n {2}2M@4K /m)
})

test('traces alone are timed by the shapes that the suite times everywhere', async () => {
  const plan = async (...args: string[]) =>
    (await run('bench', '--trace', traceFile('partial'), '--plan', ...args)).stdout
  const alone = await plan()
  assert.match(alone, /\/punt-range$/m)
  assert.doesNotMatch(alone, /bare-loop/)
  const timed = (text: string) => text.slice(0, text.indexOf('Counted'))
  assert.doesNotMatch(timed(alone), /map-sg/, 'it has no list')
  const list = ['--trace', traceFile('list')]
  assert.match(timed(await plan(...list)), /\/map-sg$/m)
  assert.doesNotMatch(timed(await plan(...list, '--lists', 'apart')), /map-sg/)
  assert.match(alone, /15 s of measuring/)
})

const refused = async (expected: RegExp, ...args: string[]) => {
  const { code, stderr, stdout } = await run('bench', ...args, '--plan')
  assert.deepEqual([code, stdout], [2, ''])
  assert.match(stderr, expected)
  assert.equal(stderr.trim().split('\n').length, 1, stderr)
}

test('a trace that cannot be replayed is refused in one line, with the way out', async () => {
  await refused(
    /only-unmaps\.txt: has 1 unmap and no map.*enable/,
    '--trace',
    traceFile('only-unmaps'),
  )
  const lossy = traceFile('lossy')
  await refused(/lossy\.txt:2: the trace is not whole: .*--keep-whole/, '--trace', lossy)
  const kept = await run('bench', '--trace', lossy, '--keep-whole', '--plan')
  assert.equal(kept.code, 0)
  assert.match(kept.stderr, /trace lossy, keep-whole: 2 stretches between losses/)
})

test('what does not go together is refused', async () => {
  const bundled = 'arm64-6.1-strict-boot'
  await refused(/^--keep-whole: name the trace that it is for with --trace/, '--keep-whole')
  await refused(/is bundled: it is whole/, '--trace', bundled, '--domains', 'inferred')
  await refused(/names it twice/, '--trace', bundled, bundled)
  const one = traceFile('partial')
  const other = traceFile('partial')
  assert.notEqual(dirname(one), dirname(other))
  await refused(/cell trace:partial is there already/, '--trace', one, other)
  await refused(/neither bundled nor a file/, '--trace', basename(one))
})

test('a run of standard input cannot be resumed, and the reason is said', async () => {
  await measured
  const journal = join(out, JOURNAL_FILE)
  const text = readFileSync(journal, 'utf8')
  const [first, ...rest] = text.split('\n')
  const header: JournalHeader = JSON.parse(first)
  const options = { ...header.options, arguments: ['--trace', '-'] }
  writeFileSync(journal, [JSON.stringify({ ...header, options }), ...rest].join('\n'))
  const { code, stderr } = await run('bench', '--resume', out)
  writeFileSync(journal, text)
  assert.equal(code, 2)
  assert.match(
    stderr,
    /^--resume .*: its trace came from standard input, which cannot be read again/,
  )
})

test('a run of a file is resumed with the same trace', async () => {
  await measured
  const before = loadResult(out).cells[0].rounds.generation.length
  const { code, stderr } = await runAllHere('bench', '--resume', out, '--generations', '2')
  assert.equal(code, 0, stderr)
  const { cells } = loadResult(out)
  assert.equal(cells[0].id, 'trace:partial')
  assert.ok(cells[0].rounds.generation.length > before)
})
