/** The charts of few cells: waterfall, counts, invalidation, rollback, dilution, samples. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ARM_LPAE_IOMMUS, indirectCalls } from '../../engines/contract/index.js'
import { analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { withTimes } from '../../results/fixtures/times.js'
import { counts } from './counts.js'
import { dilution } from './dilution.js'
import { richAnalysis } from './fixtures.js'
import { invalidation } from './invalidation.js'
import { rollback } from './rollback.js'
import { samples } from './samples.js'
import { only, recordsOf } from './testing.js'
import { waterfall } from './waterfall.js'

const RICH = richAnalysis()
const cellOf = (id: string) => {
  const cell = RICH.cells.find((one) => one.id === id)
  assert.ok(cell, id)
  return cell
}

test('waterfall: rungs in ladder order, each with its own steps', () => {
  const rows = waterfall.table(RICH).rows.filter(([cell]) => cell === '64M buffers, 4K pages')
  assert.deepEqual(
    rows.map(([, , shape]) => shape),
    [
      'per-page',
      'rewalk',
      'unmap-pages',
      'map-unmap-pages',
      'run-write-back',
      'range-gather',
      'punt',
      'punt-range',
      'whole-run',
    ],
  )
  const step = cellOf('64M@4K').figures['ts/map-unmap-pages']?.map?.steps[0]
  assert.equal(step?.over, 'ts/unmap-pages')
  const record = recordsOf(waterfall, RICH).find(
    ({ shape, direction }) => shape === 'map-unmap-pages' && direction === 'map',
  )
  assert.equal(record?.step, step.interval.estimate.toPrecision(3))
  assert.equal(record?.over, 'ts/unmap-pages')
  const range = rows.find(([, , shape]) => shape === 'punt-range')?.join() ?? ''
  assert.match(range, /over ts\/range-gather \(punting\); [^;]* over ts\/punt \(gather\)/)
})

test('waterfall: a step is told on the side that its line does not come from', () => {
  const records = recordsOf(waterfall, RICH)
  const told = records.filter(({ step }) => step !== undefined)
  assert.ok(told.some(({ right }) => right === true))
  for (const record of told) {
    assert.equal(record.right, Number(record.ns) > Number(record.from), JSON.stringify(record))
  }
})

test('counts: events of one operation, and what never happens left of all others, in words', () => {
  const records = recordsOf(counts, RICH)
  const cell = cellOf('64M@4K+2M/unaligned')
  const all = cell.figures['ts/unmap-pages']?.unmap?.counts
  const each = (indirectCalls(all ?? {}) ?? 0) / (cell.operations.unmap ?? 0)
  const found = records.filter(
    ({ event, shape, direction, x }) =>
      event === 1 && shape === 'unmap-pages' && direction === 'unmap' && x === each,
  )
  assert.ok(found.length > 0 && (cell.operations.unmap ?? 0) > 1)
  const never = records.filter(({ words }) => words === 'none')
  const ever = records.filter(({ words }) => words !== 'none')
  const place = ({ x }: Record<string, unknown>) => Number(x)
  assert.ok(never.length > 0)
  assert.equal(new Set(never.map(place)).size, 1)
  assert.ok(Math.max(...never.map(place)) < Math.min(...ever.map(place)))
})

test('counts: rows that are counted and nowhere timed stand in the table alone', () => {
  const shapes = (rows: string[][]) => new Set(rows.map(([, , shape]) => shape))
  assert.ok(shapes(counts.table(RICH).rows).has('layered-rollback'))
  const drawn = recordsOf(counts, RICH).map(({ shape }) => shape)
  assert.ok(!drawn.includes('layered-rollback'))
})

test('invalidation: commands of one unmap, and a share of a flush of the whole', () => {
  const records = recordsOf(invalidation, RICH)
  assert.ok(records.every(({ direction }) => direction === 'unmap'))
  const queue = records.filter(({ event }) => event === 4)
  assert.deepEqual(new Set(queue.map(({ words }) => words)), new Set(['1/128']))
  const cell = cellOf('64M@4K')
  const all = cell.figures['ts/punt-range']?.unmap?.counts?.tlbiList ?? 0
  const each = all / (cell.operations.unmap ?? 1)
  assert.ok(
    records.some(({ event, shape, x }) => event === 1 && shape === 'punt-range' && x === each),
  )
})

test('invalidation: bytes beyond what was unmapped have a column where there are some', () => {
  const columns = ['cell', 'direction', 'call shape', ...ARM_LPAE_IOMMUS.map(({ name }) => name)]
  const { columns: exact } = invalidation.table(RICH)
  assert.deepEqual(exact, [...columns, 'flush queue, a share'])
  const cells = RICH.cells.map((cell) => {
    const row = cell.figures['ts/per-page']
    if (row?.unmap === undefined) return cell
    const counts = { ...row.unmap.counts, invalidatedBytes: 2 ** 50 }
    const figures = { ...cell.figures, 'ts/per-page': { ...row, unmap: { ...row.unmap, counts } } }
    return { ...cell, figures }
  })
  const table = invalidation.table({ ...RICH, cells })
  assert.equal(table.columns.at(-1), 'bytes beyond')
  const words = (shape: string) =>
    table.rows.filter((row) => row[2] === shape).map((row) => row.at(-1))
  assert.ok(words('per-page').some((bytes) => Number(bytes?.replaceAll(/\s/g, '')) > 2 ** 30))
  assert.ok(words('punt-range').every((bytes) => bytes === '0' || bytes === '-'))
})

test('invalidation: a range that a driver gathers has no figure of an SMMUv2', () => {
  const { columns, rows } = invalidation.table(RICH)
  const at = columns.indexOf('SMMUv2, a page each')
  const figures = (shape: string) => rows.filter((row) => row[2] === shape).map((row) => row[at])
  assert.deepEqual(new Set(figures('range-gather')), new Set(['-']))
  assert.ok(figures('punt-range').every((figure) => figure !== '-'))
})

test('invalidation: rows of several formats have the columns of their own IOMMUs, and no others', () => {
  const result = syntheticResult({ extent: 'all' })
  for (const row of result.rows) if (row.engine === 'ts/punt-range') row.format = 'vtd-ss'
  for (const { counts } of result.cells) {
    const unmap = counts['ts/punt-range']?.unmap
    if (unmap === undefined) continue
    for (const name of ['tlbiPerPage', 'tlbiList', 'tlbiRange', 'tlbiTwoRanges'] as const) {
      delete unmap[name]
    }
    delete unmap.invalidatedBytes
    Object.assign(unmap, { tlbiVtd: 2, wholeVtd: 1, alignedBytes: 2 ** 40 })
  }
  const { columns, rows } = invalidation.table(analyse(result))
  const arm = ARM_LPAE_IOMMUS.map(({ name }) => name)
  assert.deepEqual(columns.slice(3), [
    ...arm,
    'VT-d',
    'flush queue, a share',
    'VT-d: of everything',
  ])
  const told = rows.map((row) => ({ vtd: row[2] === 'punt-range', words: row.slice(3) }))
  assert.ok(told.some(({ vtd }) => vtd) && told.some(({ vtd }) => !vtd))
  for (const { vtd, words } of told) {
    assert.deepEqual(
      words.slice(0, 4).every((word) => word === '-'),
      vtd,
    )
    for (const at of [4, 6]) assert.equal(words[at] !== '-', vtd)
  }
  assert.match(invalidation.caption(analyse(result)), /an SMMUv2 takes .* VT-d takes /)
  assert.doesNotMatch(invalidation.caption(RICH), /VT-d|AMD|RISC-V/)
})

test('rollback: a panel for each error, the page as a share of its buffer', () => {
  const records = recordsOf(rollback, RICH)
  const first = records.filter(({ at }) => String(at).startsWith('page 0 of'))
  assert.ok(first.length > 0 && first.every(({ share }) => share === 0))
  const spec = JSON.stringify(rollback.spec(RICH))
  assert.match(spec, /EEXIST: the page is taken/)
  assert.match(spec, /ENOMEM: no memory for a table/)
  const cells = RICH.cells.filter(({ failing }) => failing?.error !== 'ENOMEM')
  assert.doesNotMatch(JSON.stringify(rollback.spec({ ...RICH, cells })), /ENOMEM: no/)
  assert.ok(records.some(({ shape }) => shape === 'layered-rollback'))
})

test('rollback: every failing page has a label', () => {
  const spec = JSON.stringify(rollback.spec(RICH))
  for (const { failing } of RICH.cells) {
    if (failing !== undefined) assert.ok(spec.includes(`${failing.page} of ${failing.pages}`))
  }
})

test('dilution: known answer', () => {
  const result = withTimes(
    syntheticResult({ noise: { generation: 0, round: 0, row: 0 } }),
    ({ row, op, generation }) =>
      8 * (row === 'ts/punt-range' ? 100 : 1000) * (op === 'map' ? 1 : 3) * (1 + generation / 1e6),
  )
  const rows = dilution.table(analyse(result)).rows
  const row = rows.find(
    ([cell, , shape]) => cell === '2M buffers, 4K leaves' && shape === 'punt-range',
  )
  // 4000 ns against 400 ns, and c more of each.
  assert.deepEqual(row?.slice(3), ['400 ns', '10.0 x', '8.20 x', '3.57 x', '1.35 x'])
})

test('dilution: cells in which nothing is resolved are left out', () => {
  assert.ok(!dilution.cells(RICH).includes('4K@4K'))
  assert.ok(dilution.cells(RICH).includes('64K@4K'))
  assert.ok(dilution.cells(RICH).some((id) => id.startsWith('trace:')))
  assert.equal(dilution.spec(richAnalysis({ generations: 1 })), undefined)
})

test('samples: the noisiest cell, its rounds in order, a break at each generation', () => {
  const quiet = richAnalysis()
  const cells = quiet.cells.map((cell) =>
    cell.id === '1M@4K' ? { ...cell, smallestResolvable: { map: 0.9 } } : cell,
  )
  const noisy = { ...quiet, cells }
  assert.deepEqual(samples.cells(noisy), ['1M@4K'])
  const track = only(
    recordsOf(samples, noisy).filter(
      ({ row, direction }) => row === 'per-page' && direction === 'map',
    ),
    'tracks',
  )
  const ratios = track.ratio as Array<number | null>
  const times = cellOf('1M@4K').samples.nsPerOperation['ts/per-page']?.map ?? []
  // 10 generations of 2 rounds: 9 breaks among them.
  assert.deepEqual(
    ratios.flatMap((ratio, at) => (ratio === null ? [at] : [])),
    [2, 5, 8, 11, 14, 17, 20, 23, 26],
  )
  const kept = ratios.filter((ratio) => ratio !== null)
  assert.equal(kept.length, times.length)
  const [first, second] = times
  assert.ok(first && second && kept[0] && kept[1])
  assert.ok(Math.abs(kept[1] / kept[0] / (second / first) - 1) < 1e-3)
})

test('samples: one outlier does not flatten all others', () => {
  const result = withTimes(syntheticResult(), ({ round, row }) =>
    round === 3 && row === 'ts/per-page' ? 1e6 : 1000 + (round % 7) + (row.length % 3),
  )
  const spec = JSON.stringify(samples.spec(analyse(result)))
  const [, low, high] = /"type":"log","domain":\[([\d.]+),([\d.]+)\]/.exec(spec) ?? []
  assert.ok(Number(low) > 0.9 && Number(high) < 1.1, `${low} to ${high}`)
})
