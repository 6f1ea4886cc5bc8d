import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COUNTER_NAMES } from '../../engines/contract/index.js'
import { hostileAnalysis, sampleAnalysis } from '../fixtures/analyses.js'
import { csv } from './index.js'

const every = sampleAnalysis({ extent: 'all' })

/** Reads what RFC 4180 describes: records of fields, quoted where they must be. */
function read(text: string): Array<Record<string, string>> {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\n') records.push([])
  }
  const [head = [], ...lines] = records.slice(0, -1)
  return lines.map((line) => {
    assert.equal(line.length, head.length)
    return Object.fromEntries(head.map((name, at) => [name, line[at] ?? '']))
  })
}

test('one line for every figure and limit', () => {
  const figures = every.cells.flatMap(({ figures, limits }) => [
    ...Object.values(figures).flatMap((ops) => Object.values(ops)),
    ...limits,
  ])
  assert.equal(read(csv(every)).length, figures.length)
})

test('every number comes back as it was', () => {
  const lines = read(csv(every))
  for (const cell of every.cells) {
    for (const [row, ops] of Object.entries(cell.figures)) {
      for (const [op, figure] of Object.entries(ops)) {
        const line = lines.find((one) => one.cell === cell.id && one.row === row && one.op === op)
        const number = (name: string) => (line?.[name] === '' ? undefined : Number(line?.[name]))
        assert.equal(line?.verdict, figure.verdict)
        assert.equal(number('ns_per_operation'), figure.nsPerOperation)
        assert.equal(number('speedup_low'), figure.speedup?.low)
        assert.equal(number('over_punt_range'), figure.left['punt-range']?.interval.estimate)
        assert.equal(number('over_punt_high'), figure.left.punt?.interval.high)
        assert.equal(line?.work, figure.work)
        assert.equal(line?.step1_over, figure.steps[0]?.over ?? '')
        assert.equal(number('step2'), figure.steps[1]?.interval.estimate)
        assert.equal(line?.step2_changes, figure.steps[1]?.changes.join('; ') ?? '')
        assert.equal(number('instructions_per_page'), figure.instructions?.perPage)
        for (const counter of COUNTER_NAMES) {
          const name = `count_${counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
          assert.equal(number(name), figure.counts?.[counter], `${cell.id} ${row} ${op} ${name}`)
        }
      }
    }
  }
})

test('each column has what its name says, of the cell and of the row', () => {
  const counted = sampleAnalysis({ extent: 'all', instructions: true })
  const lines = read(csv(counted))
  for (const cell of counted.cells) {
    const { failing } = cell
    for (const [row, ops] of Object.entries(cell.figures)) {
      for (const [op, figure] of Object.entries(ops)) {
        const line = lines.find((one) => one.cell === cell.id && one.row === row && one.op === op)
        const expected: Record<string, string | number | undefined> = {
          workload: cell.workload,
          mode: cell.mode,
          layout: cell.layout,
          row_layout: figure.layout,
          pgsize_bitmap: cell.pgsizeBitmap,
          buffer_bytes: cell.bufferBytes,
          alignment: cell.alignment,
          segments: cell.segments,
          cold: cell.cold,
          failing_error: failing?.error,
          failing_at: failing?.at,
          failing_page: failing?.page,
          failing_pages: failing?.pages,
          operations: cell.operations[figure.op],
          bytes: cell.bytes[figure.op],
          generations: cell.generations,
          rounds: figure.rounds,
          ns_per_operation: figure.nsPerOperation,
          ns_per_page: figure.nsPerPage,
          speedup_estimate: figure.estimate,
          speedup: figure.speedup?.estimate,
          speedup_low: figure.speedup?.low,
          speedup_high: figure.speedup?.high,
          smallest_resolvable: figure.smallestResolvable,
          null_band: cell.nullBand[figure.op],
          instructions_per_operation: figure.instructions?.perOperation,
          instructions_per_page: figure.instructions?.perPage,
        }
        for (const [name, value] of Object.entries(expected)) {
          assert.equal(line?.[name], String(value ?? ''), `${cell.id} ${row} ${op}: ${name}`)
        }
      }
    }
  }
  // What could be told from its neighbour is, somewhere.
  const differ = (one: string, other: string) =>
    assert.ok(
      lines.some((line) => line[one] !== line[other]),
      `${one}, ${other}`,
    )
  differ('failing_page', 'failing_pages')
  differ('operations', 'bytes')
  differ('instructions_per_operation', 'instructions_per_page')
  differ('speedup_low', 'speedup_high')
})

test('limits have a time, and what was not timed a reason', () => {
  const lines = read(csv(every))
  const limits = lines.filter(({ role }) => role === 'limit')
  assert.ok(limits.length > 0)
  for (const { ns_per_page } of limits) assert.ok(Number(ns_per_page) > 0)
  const untimed = lines.filter(({ verdict }) => verdict === 'untimed')
  assert.ok(untimed.length > 0)
  for (const { untimed_reason, ns_per_page } of untimed) {
    assert.notEqual(untimed_reason, '')
    assert.equal(ns_per_page, '')
  }
})

test('hostile text is one field', () => {
  const hostile = hostileAnalysis()
  const titles = new Set(read(csv(hostile)).map(({ title }) => title))
  assert.deepEqual(titles, new Set(hostile.cells.map(({ title }) => title)))
})
