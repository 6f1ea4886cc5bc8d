import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_FORMAT } from '../../engines/contract/index.js'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { formatsResult, idOf, TREE } from '../../results/fixtures/formats.js'
import { EVERY_CELL, syntheticResult } from '../../results/fixtures/synthetic.js'
import { type TimeAt, withTimes } from '../../results/fixtures/times.js'
import { twoTrees } from '../../results/fixtures/two-trees.js'
import { formatsAnalysis, sampleAnalysis, troubledAnalysis } from '../fixtures/analyses.js'
import { LONGEST_ANSWER, QUESTIONS, type Screen, screenOf } from './index.js'
import { only, timed } from './testing.js'

const [FIRST, SECOND, THIRD] = [0, 1, 2].map(
  (at) => (screen: Screen) => screen.answers[at]?.text ?? '',
)

/** Unmap, by unmap-pages: as much faster as its buffer is larger; traces 1.6 and 1.25 x. */
const GAINS: Readonly<Record<string, number>> = {
  '64K@4K': 2,
  '1M@4K': 2.5,
  '2M@4K': 3,
  '64M@4K': 4,
}

function unmapGains({ cell, op, row }: TimeAt): number {
  if (!/\/(unmap|map-unmap)-pages/.test(row)) return 1
  if (cell.startsWith('trace:')) return cell.includes('nvme') ? 1 / 1.6 : 1 / 1.25
  return op === 'unmap' ? 1 / (GAINS[cell] ?? 1) : 1
}

test('how much: real traces each by itself, then buffers from the least to the most', () => {
  const screen = timed(unmapGains)
  assert.equal(
    FIRST?.(screen),
    'Page-table time of the nvme_seq1m trace 1.60 x ±0.1 %, of the net_rx trace 1.25 x ±0.1 %; ' +
      'unmap of buffers 2.00 x (64K) to 4.00 x (64M), ±0.1 % at most (unmap-pages over one page a ' +
      'call, by our TypeScript).',
  )
  assert.equal(screen.answers[0]?.figure, '1.60 x ±0.1 %')
})

test('half enough: no, where map_pages gains on map and unmap together; without it is reported beside', () => {
  const screen = timed(({ row, ...at }) =>
    row === 'ts/map-unmap-pages' ? 0.25 : unmapGains({ row, ...at }),
  )
  assert.match(
    SECOND?.(screen) ?? '',
    /^No\. With map_pages too, page-table time of the nvme_seq1m trace 4\.00 x ±0\.1 %, of the net_rx trace 4\.00 x ±0\.1 %; map \+ unmap of buffers 4\.00 x, ±0\.1 % at most; unmap_pages alone 1\.33 x to 1\.60 x \(over one page a call, by our TypeScript\)\.$/,
  )
  assert.equal(screen.answers[1]?.figure, 'no: 4.00 x ±0.1 %')
})

test('half enough: yes where map_pages costs time, open where nothing is resolved, and where it is not so everywhere', () => {
  const whole = (factor: (cell: string) => number) =>
    SECOND?.(timed(({ cell, row }) => (row === 'ts/map-unmap-pages' ? factor(cell) : 1))) ?? ''
  assert.match(
    whole(() => 2),
    /^Yes: map_pages costs time\./,
  )
  assert.match(
    whole(() => 1),
    /^Open: whether map-unmap-pages gains over unmap-pages is not resolved \(1\.00 x .*none resolved.*, ±0\.1 % at most, by our TypeScript\); npm run bench -- --suite synthetic --time 240 answers it\.$/,
  )
  assert.match(
    whole((cell) => (cell === '64K@4K' ? 2 : 0.5)),
    /^No, but it costs time for 64K\./,
  )
  assert.match(
    whole((cell) => (cell === '2M@4K' ? 1 : 0.5)),
    /^No, but not resolved for 2M\./,
  )
})

test('left on the table: punting and the range each alone, write-back where the walker does not snoop', () => {
  const rows: Readonly<Record<string, number>> = {
    'ts/punt': 0.8,
    'ts/range-gather': 0.5,
    'ts/punt-range': 0.4,
    'ts/run-write-back': 0.1,
  }
  const screen = timed(({ cell, row }) =>
    row !== 'ts/run-write-back' || cell.endsWith('/non-coherent')
      ? (rows[row.replace('~null', '')] ?? 1)
      : 1,
  )
  const text = THIRD?.(screen) ?? ''
  // In one table punting makes the same calls, and nothing would explain that it is faster.
  assert.match(text, /^Punting 1\.25 x in 64M buffers; /)
  assert.match(text, /; one range instead of a call per leaf 2\.00 x in traces, 2\.00 x in buffers/)
  assert.match(
    text,
    /; write-back per run, non-coherent, 10\.0 x in buffers; ±0\.1 % at most \(over map-unmap-pages, by our TypeScript\)\.$/,
  )
})

test('what a range costs in invalidations stands beside what it gains', () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const many = {
    ...analysis,
    manyCommands: [3, 4].map((commands) => ({
      cell: '2M@4K',
      row: 'ts/range-gather',
      op: 'unmap' as const,
      counter: 'tlbiRange' as const,
      commands,
      baseline: 2,
    })),
  }
  assert.match(THIRD?.(screenOf(many)) ?? '', /, at 2 x the invalidations of 2M;/)
  assert.doesNotMatch(THIRD?.(screenOf({ ...analysis, manyCommands: [] })) ?? '', /invalidations/)
})

const arm = (shape: string) => idOf(TREE, DEFAULT_FORMAT, shape)
const generic = (shape: string, format: string) => idOf(TREE, format, shape)

test("a kernel's own code answers before our C, and generic_pt what its other library cannot", () => {
  const slow = new Map([
    [arm('unmap-pages'), 0.5],
    ['native/unmap-pages', 0.1],
    [generic('unmap-pages', 'vtd-ss'), 0.1],
    [arm('range-gather'), 0.25],
  ])
  const screen = screenOf(
    formatsAnalysis(({ row }) => slow.get(row) ?? 1, { formats: ['vtd-ss', 'x86-64'] }),
  )
  assert.match(
    FIRST?.(screen) ?? '',
    /2\.00 x.*\(unmap-pages over one page a call, by Linux 7\.2\.13\)\.$/,
  )
  const text = THIRD?.(screen) ?? ''
  assert.match(
    text,
    /^Punting \(generic_pt's range op over its own pages, 2 formats\) 1\.00 x \(none resolved\); /,
  )
  assert.match(text, /one range instead of a call per leaf 4\.00 x in buffers/)
  assert.match(
    text,
    / io-pgtable-arm unmaps 1M in 1\.00 x \(none resolved\) of generic_pt's time, by one range 0\.25 x: other code and format\.$/,
  )
})

test('a question that the first cannot say falls to the next, by its name', () => {
  const result = formatsResult({ formats: [] })
  const rows = result.rows.filter(({ id }) => id !== arm('range-gather'))
  const screen = screenOf(
    analyse(
      withTimes({ ...result, rows }, ({ row }) => (row === 'native/range-gather' ? 250 : 1000)),
    ),
  )
  assert.match(FIRST?.(screen) ?? '', /by Linux 7\.2\.13\)\.$/)
  assert.match(
    THIRD?.(screen) ?? '',
    /one range instead of a call per leaf 4\.00 x in buffers; .* \(over map-unmap-pages, by our C\)\.$/,
  )
})

test('what punting gains where it saves no call is said to be that', () => {
  const answerWith = (calls: number) => {
    const result = withTimes(formatsResult({ formats: [] }), ({ cell, row }) => {
      const factor = cell.startsWith('64K') ? 0.25 : 0.5
      return row === 'native/punt' ? 1000 * factor : 1000
    })
    for (const { counts, id } of result.cells) {
      for (const own of Object.values(counts['native/map-unmap-pages'] ?? {})) {
        if (own.pteReads !== undefined) own.pteReads += 1
        if (id === '64K@4K' && own.walks !== undefined) own.walks += calls
      }
    }
    return THIRD?.(screenOf(analyse(result))) ?? ''
  }
  assert.match(
    answerWith(0),
    /Punting 2\.00 x \(\w+\) to 4\.00 x \(64K, no call fewer\) in buffers/,
  )
  assert.match(answerWith(1), /Punting 2\.00 x \(\w+\) to 4\.00 x \(64K\) in buffers/)
})

test('the third figure promises no buffer what the best of them gains, and nothing that is not resolved', () => {
  const figureWith = (factor: (cell: string) => number) =>
    screenOf(formatsAnalysis(({ cell, row }) => (row === arm('range-gather') ? factor(cell) : 1)))
      .answers[2]?.figure
  assert.equal(
    figureWith(() => 0.5),
    'punting not resolved, one range 2.00 x',
  )
  assert.equal(
    figureWith((cell) => (cell.startsWith('1M') ? 0.5 : 0.25)),
    'punting not resolved, one range ≤ 4.00 x',
  )
})

test("a tree's own .unmap that another tree answers beside is told with what that tree gains", () => {
  const result = twoTrees(1, ['linux-6.1.0', 'linux-6.12.0'])
  for (const row of result.rows)
    if (row.id === 'linux-6.1.0/punt-range') row.shape = 'old-map-unmap'
  const rows = result.rows.filter(({ id }) => id !== 'linux-6.12.0/punt-range')
  const factors = new Map([
    ['linux-6.12.0/unmap-pages', 0.5],
    ['linux-6.1.0/unmap-pages', 0.25],
    ['linux-6.1.0/punt-range', 0.5],
  ])
  const screen = screenOf(
    analyse(withTimes({ ...result, rows }, ({ row }) => 1000 * (factors.get(row) ?? 1))),
  )
  assert.match(screen.changed ?? '', / by unmap-pages 2\.00 x /)
  const told = screen.changes.find((one) => one.includes('.unmap'))
  assert.match(
    told ?? '',
    /^in Linux 6\.1\.0 4\.00 x ±0\.\d %, over its own \.unmap 2\.00 x ±0\.\d %$/,
  )
})

test('what changes the answer: modes of the same buffer, and other work in the first trace', () => {
  const { changed, changes } = timed(({ cell, row }) => {
    if (row !== 'ts/unmap-pages') return 1
    if (cell.endsWith('/lazy')) return 0.1
    if (cell.endsWith('/non-coherent')) return 0.8
    return 0.5
  })
  assert.match(changed ?? '', /^unmap of \w+ by unmap-pages 2\.00 x ±0\.1 %$/)
  assert.deepEqual(changes.slice(0, 2), [
    'lazy (flush queue) 10.0 x ±0.1 %',
    'non-coherent 1.25 x ±0.1 %',
  ])
  assert.match(
    changes[2] ?? '',
    /^with 2 us of other work an operation, the nvme_seq1m trace 1\.0\d x ±0\.1 %$/,
  )
})

test('without a buffer, what other work changes is the figure of the trace and call shape that is named', () => {
  const result = withTimes(syntheticResult({ extent: 'all' }), (at) => 1000 * unmapGains(at))
  const cells = result.cells.filter(({ workload }) => workload === 'trace')
  const { changed, changes } = screenOf(analyse({ ...result, cells }))
  assert.equal(changed, 'the nvme_seq1m trace by unmap-pages 1.60 x ±0.1 %')
  assert.match(changes[0] ?? '', /^with 2 us of other work an operation 1\.0\d x ±0\.1 %$/)
})

test('two trees: what is slower comes first, with counts and instructions', () => {
  const result = twoTrees(1.5, ['linux-6.1.0', 'linux-6.12.0'])
  const counts = result.cells.find(({ id }) => id === '2M@4K')?.counts['linux-6.12.0/punt-range']
  assert.ok(counts?.unmap?.pteWrites)
  counts.unmap.pteWrites *= 2
  const [headline, ...lines] = screenOf(analyse(result)).differs
  assert.match(
    headline ?? '',
    /^Linux 6\.12\.0 over 6\.1\.0, time: \d+ figures slower, 0 faster, 0 open; 1 with other counts$/,
  )
  assert.ok(lines.length > 0)
  for (const line of lines) assert.match(line, /^ {2}slower: .* 1\.50 x ±0\.1 %/)
  assert.deepEqual(screenOf(sampleAnalysis()).differs, [])
})

test('where a run cannot say, the reason and the command stand there', () => {
  const open = (analysis: Analysis) =>
    screenOf(analysis).answers.map(({ open, text }) => [open, text])
  const failed = sampleAnalysis({ fail: { row: 'ts/per-page', cell: '64K@4K', kind: 'wrong' } })
  assert.deepEqual(open(failed)[0], [
    true,
    'Open: per-page failed (wrong in 64K@4K); npm run bench -- --suite synthetic answers it.',
  ])
  const alone = sampleAnalysis({ withoutRows: ['ts/map-unmap-pages', 'ts/punt-range'] })
  assert.equal(open(alone)[0]?.[0], false)
  assert.deepEqual(open(alone)[1], [
    true,
    'Open: map-unmap-pages was not timed; npm run bench answers it.',
  ])
  assert.deepEqual(open(alone)[2], [
    true,
    'Open: punt and range-gather were not timed; npm run bench answers it.',
  ])
  const short = sampleAnalysis({ generations: 1 })
  for (const [isOpen, text] of open(short).slice(0, 2)) {
    assert.equal(isOpen, true)
    assert.match(String(text), /one generation of processes gives no interval/)
  }
  const stopped = sampleAnalysis({ interrupt: { generation: 0, cell: '4K@4K' } })
  assert.match(String(open(stopped)[0]?.[1]), /^Open: the run was interrupted; /)
})

test('where all that was timed makes the same calls, that is the answer', () => {
  const { answers } = timed(() => 1, only('4K@4K'))
  assert.deepEqual(
    answers.slice(0, 2).map(({ figure, open, text }) => [figure, open, text]),
    [
      [
        'same calls',
        false,
        'Nothing to gain here: unmap-pages makes the same calls as one page a call (1.00 x ±0.1 %, not resolved, by our TypeScript).',
      ],
      [
        'same calls',
        false,
        'Nothing to gain here: map-unmap-pages makes the same calls as unmap-pages (1.00 x ±0.1 %, not resolved, by our TypeScript).',
      ],
    ],
  )
  // Nothing that was counted explains these: they are no figures of punting.
  const unexplained = timed(({ row }) => (row === 'ts/punt' ? 0.5 : 1), {
    ...only('4K@4K'),
    withoutRows: ['ts/range-gather', 'ts/punt-range', 'ts/punt-range~null'],
  })
  assert.equal(
    THIRD?.(unexplained),
    'Nothing to gain here: the calls of punting are those of map-unmap-pages (2.00 x ±0.1 %, which no count explains, by our TypeScript).',
  )
})

test('where nothing that is asked about was timed, all three say so in the same words', () => {
  const texts = (analysis: Analysis) => [
    ...new Set(screenOf(analysis).answers.map(({ text }) => text)),
  ]
  const other = EVERY_CELL.filter((id) => /^(mix|rollback|cold)/.test(id))
  assert.ok(other.length > 1)
  assert.deepEqual(texts(sampleAnalysis(only(...other))), [
    'Open: traces and buffers are asked about, and none was timed; npm run bench answers it.',
  ])
  const shapes = ['unmap-pages', 'map-unmap-pages', 'range-gather', 'punt', 'punt-range']
  const withoutRows = shapes.flatMap((shape) => [`ts/${shape}`, `ts/${shape}~null`])
  assert.deepEqual(texts(sampleAnalysis({ extent: 'all', withoutRows })), [
    'Open: none of the call shapes that are asked about was timed; npm run bench answers it.',
  ])
})

test('caches are not called warm where a cell is cold', () => {
  const cold = EVERY_CELL.find((id) => id.startsWith('cold')) ?? ''
  const without = (...ids: string[]) => screenOf(sampleAnalysis(only(...ids))).without
  assert.match(without('4K@4K'), /the driver\. Caches warm, one CPU, /)
  assert.match(without('4K@4K', cold), /the driver\. One CPU, /)
})

test('of 0.1.0 no time of punting is reported, and a run of it without any says so', () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const old = analyse({ ...syntheticResult({ extent: 'all' }), tool: { version: '0.1.0' } })
  assert.doesNotMatch(THIRD?.(screenOf(old)) ?? '', /Punting \d|punting \d/)
  assert.ok(screenOf(old).table?.rows.every(({ shape }) => !shape.startsWith('punt')))
  assert.ok(screenOf(analysis).table?.rows.some(({ shape }) => shape === 'punt'))
})

test('a trace takes the name of what it is of where that is one alone', () => {
  const analysis = sampleAnalysis({ extent: 'all' })
  const titled = (titles: readonly string[]): Analysis => ({
    ...analysis,
    cells: analysis.cells.map((cell) => {
      const at = analysis.cells.filter(({ workload }) => workload === 'trace').indexOf(cell)
      return at < 0 ? cell : { ...cell, title: titles[at] ?? cell.title }
    }),
  })
  const text = (titles: readonly string[]) => FIRST?.(screenOf(titled(titles))) ?? ''
  assert.match(text(['NVMe, reads', 'e1000e, TCP']), /of the NVMe trace .*, of the network trace /)
  assert.match(
    text(['NVMe, reads', 'NVMe, writes']),
    /of the nvme_seq1m trace .*, of the net_rx trace /,
  )
})

test('every answer holds its figure and is short, in plain words', () => {
  const screens = [
    timed(unmapGains),
    screenOf(sampleAnalysis()),
    screenOf(troubledAnalysis()),
    screenOf(formatsAnalysis()),
    screenOf(analyse(formatsResult({ without: ['native'] }))),
  ]
  for (const { answers } of screens) {
    assert.deepEqual(
      answers.map(({ question }) => question),
      QUESTIONS,
    )
    for (const { text } of answers) {
      assert.ok(text.length <= LONGEST_ANSWER, `${text.length}: ${text}`)
      assert.doesNotMatch(text, /\b(tiers?|cells?|layouts?|same work|undefined|NaN)\b/)
    }
  }
})
