/** What a run counts of its rows' instructions, and what it says where it cannot. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { PAGE } from '../../../engines/contract/index.js'
import { BUILT_IN_ENGINES, LIMITS } from '../../../engines/index.js'
import { fakeMeter, ownCache, skip } from '../../../engines/instructions/testing.js'
import { skip as noNative } from '../../../engines/native/testing.js'
import { loadResult } from '../../../results/record/index.js'
import { cellsOf, loadSuite } from '../../../workloads/index.js'
import { describeEngine } from '../../engine/load.js'
import { runAllHere } from '../../testing/capture.js'
import { newFolder, tinySuite } from '../../testing/suites.js'
import { planCell } from '../plan/cell.js'
import { type Part, rowsOf } from '../plan/rows.js'
import { countedSlots, countRun, type InstructionsOf } from './instructions.js'

ownCache()

const ENGINES = ['native/per-page', 'native/map-unmap-pages']

/** Runs with the search path that a script's folder is, or that nothing is in. */
async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.PATH
  process.env.PATH = path
  try {
    return await work()
  } finally {
    process.env.PATH = before
  }
}

function selected(id: string, part: Part) {
  const engine = [...BUILT_IN_ENGINES, ...LIMITS].find((candidate) => candidate.id === id)
  assert.ok(engine, id)
  return { named: id, reference: id, description: describeEngine(engine), part }
}

/** Counts two buffer sizes with so many buffers on the tapes that would be timed. */
async function counted(
  of: InstructionsOf,
  { engines = ENGINES, slots = 3 }: { engines?: string[]; slots?: number } = {},
) {
  const rows = rowsOf(engines.map((id, at) => selected(id, at === 0 ? 'baseline' : 'shape')))
  const suite = tinySuite({
    engines,
    cells: [{ sweep: { sizes: ['4K', '64K'], pageSizes: ['4K'] } }],
  })
  const cells = cellsOf(loadSuite(suite)).map((cell) => planCell(cell, rows, slots))
  const notes: string[] = []
  const progress = { note: (text: string) => notes.push(text), update: () => {}, end: () => {} }
  return { ...(await countRun(rows, cells, new Map(), of, progress)), notes }
}

test('a figure is an operation’s, as often as the cell’s own tape has it', { skip }, async () => {
  const three = await counted('all')
  const more = await counted('all', { slots: 300 })
  assert.equal(three.instructions.counted, true)
  assert.deepEqual(three.notes, [])
  for (const [cell, engines] of three.cells) {
    assert.deepEqual(Object.keys(engines), ENGINES)
    for (const [engine, { map = 0, unmap = 0 }] of Object.entries(engines)) {
      assert.ok(map > 0 && unmap > 0, `${cell} ${engine}`)
      assert.equal(more.cells.get(cell)?.[engine].map, 100 * map)
    }
  }
})

test('limits, and rows that are not in C, are not counted', { skip }, async () => {
  const { cells } = await counted('all', { engines: [...ENGINES, 'native/bare-loop', 'ts/punt'] })
  for (const engines of cells.values()) assert.deepEqual(Object.keys(engines), ENGINES)
})

test('nothing is counted where nobody asked, or where nothing is in C', async () => {
  assert.deepEqual((await counted('none', { engines: ['ts/per-page'] })).instructions, {
    counted: false,
    why: '--no-instructions was given',
  })
  assert.deepEqual((await counted('all', { engines: ['ts/per-page'] })).instructions, {
    counted: false,
    why: 'no row is of a tier in C',
  })
})

test('a cell that is no main one is counted where two rows make the same calls in it', {
  skip,
}, async () => {
  const rows = rowsOf(ENGINES.map((id, at) => selected(id, at === 0 ? 'baseline' : 'shape')))
  const scattered = { sizes: ['64K'], pageSizes: ['4K'], segments: ['16K'] }
  const suite = tinySuite({ engines: ENGINES, cells: [{ sweep: scattered }] })
  const [cell] = cellsOf(loadSuite(suite))
  const progress = { note: () => {}, update: () => {}, end: () => {} }
  const cellsWith = async (mapsOfOther: number) => {
    const counts = (maps: number) => ({ counts: { map: { walks: maps } }, peak: 0, digest: '' })
    const [baseline, other] = ENGINES
    const found = new Map([
      [baseline, counts(4)],
      [other, counts(mapsOfOther)],
    ])
    const planned = planCell(cell, rows, 1)
    const { cells } = await countRun(
      rows,
      [planned],
      new Map([[cell.id, found]]),
      'headline',
      progress,
    )
    return [...cells.keys()]
  }
  assert.deepEqual(await cellsWith(4), [cell.id])
  assert.deepEqual(await cellsWith(2), [])
})

test('a valgrind that fails costs the column, and its reason is kept', {
  skip: noNative,
}, async () => {
  const script =
    'test "$1" = --version && echo valgrind-9 && exit; echo "==1== no such chip" >&2; exit 1'
  const { valgrind = '' } = fakeMeter(script)
  const { cells, instructions } = await withPath(join(valgrind, '..'), () => counted('all'))
  assert.deepEqual(instructions, {
    counted: false,
    why: 'valgrind-9: no such chip (exit code 1)',
  })
  assert.equal(cells.size, 0)
})

test('the tapes that are counted are short, and the same in every run', () => {
  const cells = cellsOf(loadSuite('quick'))
  for (const cell of cells.filter(({ workload }) => workload === 'sweep')) {
    const slots = countedSlots(cell)
    const bytes = cell.compile(slots).size.reduce((sum, size) => sum + size, 0) / 2
    assert.ok(slots === 1 || bytes <= 1024 * PAGE, `${cell.id}: ${slots} buffers`)
    assert.ok(slots <= 64, cell.id)
  }
  assert.equal(countedSlots(cells[0]), 64)
})

test('a run’s result has what was counted; --no-instructions has nothing', { skip }, async () => {
  const suite = tinySuite({ engines: ENGINES })
  const out = join(newFolder(), 'out')
  const { code, stderr } = await runAllHere('bench', '--suite', suite, '--out', out)
  assert.equal(code, 0, stderr)
  const { cells, instructions } = loadResult(out)
  assert.ok(instructions?.counted)
  assert.equal(instructions.source, 'callgrind')
  assert.match(instructions.tool, /^valgrind-\d/)
  const [page, run64] = ENGINES.map((engine) => cells[0].instructions?.[engine].unmap ?? 0)
  assert.ok(run64 > 0 && run64 < page / 2, `${run64} ${page}`)

  const without = join(newFolder(), 'out')
  const second = await runAllHere('bench', '--suite', suite, '--out', without, '--no-instructions')
  assert.equal(second.code, 0, second.stderr)
  const { cells: bare, instructions: none } = loadResult(without)
  assert.equal(none?.counted, false)
  assert.equal(bare[0].instructions, undefined)
  assert.ok(!second.stderr.includes('Instructions were not counted'))
})

test('without a valgrind a run says in one line what adds it', { skip: noNative }, async (t) => {
  const out = join(newFolder(), 'out')
  const args = ['--suite', tinySuite({ engines: ENGINES }), '--out', out]
  const { code, stderr } = await withPath(newFolder(), () => runAllHere('bench', ...args))
  assert.equal(code, 0, stderr)
  const { instructions } = loadResult(out)
  if (instructions?.counted) {
    assert.equal(instructions.source, 'perf_event')
    t.skip("the processor's own counter can be had here")
    return
  }
  assert.equal(instructions?.remedy, 'apt-get install valgrind')
  assert.match(
    stderr,
    /Instructions were not counted: there is no valgrind, .*counter is not to be had: .*; apt-get install valgrind adds them\.\n$/,
  )
})
