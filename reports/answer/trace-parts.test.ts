import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Counts } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis } from '../../results/analysis/index.js'
import { summary } from '../exporters/terminal.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { tracesOf } from './places.js'
import { tracePartsOf } from './trace-parts.js'

/** 4 unmaps of 8 pages, each after two maps of 4 pages; by driver calls. */
const CALLS: Record<string, Counts> = {
  'per-page': { driverCalls: 64, finalSyncs: 4, pageLeaves: 32, blockLeaves: 0 },
  'unmap-pages': { driverCalls: 36, finalSyncs: 4, pageLeaves: 32, blockLeaves: 0 },
  'map-unmap-pages': { driverCalls: 12, finalSyncs: 4, pageLeaves: 32, blockLeaves: 0 },
  'punt-range': { driverCalls: 12, finalSyncs: 4, pageLeaves: 32, blockLeaves: 0 },
}

function sampled(change: (counts: Counts) => Counts = (counts) => counts): Analysis {
  const analysis = sampleAnalysis()
  const withCounts = (cell: CellAnalysis): CellAnalysis => {
    if (cell.workload !== 'trace') return cell
    const figures = Object.fromEntries(
      Object.entries(cell.figures).map(([id, ops]) => {
        const counts = CALLS[analysis.rows.find((row) => row.id === id)?.shape ?? '']
        const mixed = ops.mixed
        if (mixed === undefined || counts === undefined) return [id, ops]
        return [id, { ...ops, mixed: { ...mixed, counts: change(counts) } }]
      }),
    )
    return { ...cell, operations: { mixed: 12 }, bytes: { mixed: 2 * 32 * 4096 }, figures }
  }
  return { ...analysis, cells: analysis.cells.map(withCounts) }
}

test('what a trace looks like, and what becomes of an unmap and its maps', () => {
  const [part] = tracePartsOf(sampled())
  assert.deepEqual(part?.lines.slice(0, 2), [
    '8 maps and 4 unmaps of 128K each way, in 32 pages and blocks.',
    'Calls for maps + unmaps: 32 + 32 by per-page, 32 + 4 by unmap-pages, 8 + 4 by map-unmap-pages; of an unmap and its maps, 8 + 8 become 2 + 1.',
  ])
})

test('shapes that make as many calls are named together', () => {
  const [part] = tracePartsOf(sampled((counts) => ({ ...counts, pageLeaves: 4, driverCalls: 8 })))
  assert.match(
    part?.lines[1] ?? '',
    /^Calls for maps \+ unmaps: 4 \+ 4 by per-page, unmap-pages and map-unmap-pages\.$/,
  )
})

test("unmap's gain and map's are of shapes that differ in one direction", () => {
  const analysis = sampled()
  const [part] = tracePartsOf(analysis)
  const { figures } = part?.cell ?? {}
  const [unmap, both] = ['ts/unmap-pages', 'ts/map-unmap-pages'].map(
    (id) => figures?.[id]?.mixed?.speedup?.estimate ?? Number.NaN,
  )
  const found = /^Unmap's gain ([\d.]+) x.*, map's ([\d.]+) x/.exec(part?.lines[2] ?? '')
  assert.ok(found !== null, part?.lines[2])
  assert.ok(Math.abs(Number(found[1]) / (unmap ?? 0) - 1) < 0.01)
  assert.ok(Math.abs((Number(found[1]) * Number(found[2])) / (both ?? 0) - 1) < 0.02)
})

test('a lazy domain syncs with no unmap, so directions are not told apart', () => {
  const [part] = tracePartsOf(sampled((counts) => ({ ...counts, finalSyncs: 0 })))
  assert.equal(part?.lines.length, 1)
  assert.match(part?.lines[0] ?? '', /^Unmap's gain/)
})

test('iova_to_phys stands with its trace, in the summary too', () => {
  const analysis = sampled()
  const [cell] = tracesOf(analysis)
  const measured = { tier: 'ts', name: 'iova_to_phys', build: 'timed', ns: 5, cpuNs: 5 }
  const unmapNs = { 'per-page': 80, 'map-unmap-pages': 20 }
  const accesses = { items: 16, unmaps: { 'per-page': 144, 'map-unmap-pages': 48 } }
  const of = { cell: cell?.cell.id ?? '', items: 4, assumed: true }
  const limits = [{ ...measured, ...of, accesses, unmapNs }]
  const text = summary({ ...analysis, limits }).replace(/\s+/g, ' ')
  assert.match(
    text,
    /the same for every call shape: 4 \(one an unmap, assumed\) of 5\.00 ns\. Its share with per-page, map-unmap-pages(?:, punt-range)?: 20 %, 50 %(?:, -)? of the unmap's time; 10 %, 25 %(?:, -)? of the unmap's table accesses/,
  )
})

test("a file's long name is told by its end", () => {
  const analysis = sampleAnalysis()
  const [place] = tracesOf(analysis)
  const named = (id: string, title: string) =>
    tracesOf({ cells: [{ ...(place?.cell as CellAnalysis), id, title }] })[0]?.short
  assert.equal(
    named('trace:arm64-6.1-strict-vfio_exit.kp', 'trace arm64-6.1-strict-vfio_exit.kp'),
    'vfio_exit.kp',
  )
  assert.equal(named('trace:nvme/lists-apart', 'trace nvme, lists-apart'), 'nvme')
})
