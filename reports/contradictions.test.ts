/**
 * Sentences and figures that contradicted themselves in reports of earlier versions: each is made
 * again on a small result, and is said as it is.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Analysis, analyse } from '../results/analysis/index.js'
import { syntheticResult } from '../results/fixtures/synthetic.js'
import { type TimeAt, withTimes } from '../results/fixtures/times.js'
import { summary } from './exporters/index.js'
import { commandLines, markWords, speedupWords } from './phrases/index.js'

const ALL = { extent: 'all', generations: 3, roundsPerGeneration: 3 } as const

function timed(time: (at: TimeAt) => number): Analysis {
  return analyse(withTimes(syntheticResult(ALL), time))
}

/** A report in one line, so that sentences are found however they are wrapped. */
const report = (analysis: Analysis) => summary(analysis).replace(/\s+/g, ' ')

test('"same work" never stands between figures that differ: lazy, punt and punt-range', () => {
  const analysis = timed(({ row }) => (row.startsWith('ts/punt-range') ? 500 : 1000))
  const lazy = analysis.cells.find(({ id }) => id === '64M@4K/lazy')
  const punt = lazy?.figures['ts/punt']?.unmap
  assert.equal(punt?.left['punt-range']?.work, 'contradiction')
  const text = report(analysis).replace(markWords(analysis), '')
  assert.doesNotMatch(text, /same work [^,]*;|= same work|same work by count/)
  assert.match(text, /2\.00 \[2\.00, 2\.00\] =!/)
  assert.match(text, /contradiction.*: same calls, different times/)
})

test('two instances of one row that differ, process by process, make a noise floor even if pairs cancel', () => {
  // Each of the two is slow in other processes.
  const slow = new Set(['ts/per-page 0', 'ts/per-page~null 1'])
  const analysis = timed(({ row, generation }) => (slow.has(`${row} ${generation}`) ? 1420 : 1000))
  for (const { figures, nullBand, ops } of analysis.cells) {
    for (const op of ops) {
      assert.equal(figures['ts/per-page~null']?.[op]?.estimate, 1)
      assert.ok((nullBand[op] ?? 0) > 0.1, op)
    }
  }
})

test('a small noise floor beside times that lie apart is said to hold for ratios alone', () => {
  // The machine has two speeds, in half of the processes each, and of two the one row is tipped over.
  const result = syntheticResult({ ...ALL, generations: 10 })
  const analysis = analyse(
    withTimes(result, ({ row, generation }) => {
      const tipped = row === 'ts/per-page~null' && [4, 5].includes(generation)
      return generation < 4 || tipped ? 945 : 1347
    }),
  )
  const { messages, cells } = {
    cells: analysis.cells.map(({ nullBand }) => nullBand.unmap ?? 0),
    messages: analysis.warnings.filter(({ code }) => code === 'times-apart'),
  }
  assert.ok(cells.every((floor) => floor < 0.1))
  assert.match(messages[0]?.message ?? '', /two rows of one engine differ by up to 7\.3 % in /)
  assert.match(messages[0]?.remedy ?? '', /do not quote absolute times/)
})

test('two times that lie apart are not called the same work: rollbacks', () => {
  const analysis = timed(({ row }) => (row === 'ts/layered-rollback' ? 49.8 : 34.1))
  assert.match(report(analysis), /first page, EEXIST ! \S+ ns \S+ ns 0\.68 \[0\.68, 0\.68\] =! /)
})

test('a machine that was pinned is not told to install what pins', () => {
  const remedy = (pinnedCpu: number | undefined) => {
    const result = syntheticResult()
    result.run.migrations = 3
    if (pinnedCpu === undefined) delete result.machine.pinnedCpu
    return analyse(result).warnings.find(({ code }) => code === 'migrated')?.remedy
  }
  assert.match(remedy(undefined) ?? '', /install taskset/)
  assert.equal(remedy(3), undefined)
})

test('a shape that takes many more invalidation commands is named beneath the tables', () => {
  const result = syntheticResult()
  const block = result.cells.find(({ id }) => id === '64M@4K+2M')
  for (const [engine, counts] of Object.entries(block?.counts ?? {})) {
    const commands = 16 * (engine === 'ts/punt-range' ? 16_385 : 33)
    const unmap = { ...counts.unmap, tlbiList: commands, tlbiPerPage: commands }
    if (block !== undefined) block.counts[engine] = { ...counts, unmap }
  }
  const analysis = analyse(result)
  assert.deepEqual(commandLines(analysis), [
    'ts/punt-range takes 16 385 an operation where the baseline takes 33 (64M buffers, 2M blocks, block layout; SMMUv2, a page each; SMMUv3, a list)',
  ])
  assert.match(
    report(analysis),
    /Invalidation commands, which no time shows - ts\/punt-range takes 16 385 /,
  )
})

test('every ratio of equal counters is printed, with what the counts say', () => {
  const words = (result: ReturnType<typeof syntheticResult>) =>
    speedupWords(analyse(result).cells[1]?.figures['ts/unmap-pages']?.map)
  const equal = () => 1000
  const apart = ({ row }: TimeAt) => (row === 'ts/unmap-pages' ? 800 : 1000)
  const instructed = syntheticResult({ instructions: true })
  assert.equal(words(withTimes(syntheticResult(), equal)), '~ 1.00 x [1.00, 1.00] =')
  assert.equal(words(withTimes(syntheticResult(), apart)), '1.25 x [1.25, 1.25] =!')
  assert.equal(words(withTimes(instructed, equal)), '~ 1.00 x [1.00, 1.00] ==')
  assert.equal(words(withTimes(instructed, apart)), '1.25 x [1.25, 1.25] =!')
  const more = structuredClone(instructed)
  const own = more.cells[1]?.instructions?.['ts/unmap-pages']
  if (own?.map) own.map += 8 * 16 * 64
  assert.equal(words(withTimes(more, apart)), '1.25 x [1.25, 1.25] =+8.0')
})
