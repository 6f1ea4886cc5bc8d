/** Analyses that hold something of all that charts draw. Their figures are invented. */
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import {
  EVERY_CELL,
  type SyntheticOptions,
  syntheticResult,
} from '../../results/fixtures/synthetic.js'

/** Every kind of cell and row. */
export function richAnalysis(options?: SyntheticOptions): Analysis {
  return analyse(syntheticResult({ extent: 'all', ...options }))
}

/** The same where all that can go wrong did: a row that dies, an interrupted run, much noise. */
export function richTroubledAnalysis(): Analysis {
  return richAnalysis({
    generations: 6,
    noise: { generation: 0.05, round: 0.2, row: 0.03 },
    fail: { row: 'ts/unmap-pages', cell: '1M@4K' },
    interrupt: { generation: 4, cell: '64M@4K+2M/not-co-aligned' },
  })
}

/** Both libraries of a kernel tree, two formats of generic_pt, and tier native. */
export function twoFormatsAnalysis(): Analysis {
  return analyse(formatsResult({ formats: ['vtd-ss', 'x86-64'] }))
}

/** Cells that the quick suite has no counterpart of. */
const NOT_QUICK: readonly string[] = [
  '1G@4K+2M+1G',
  '64K@4K+2M/unaligned',
  '64M@4K+2M/scatter-64K',
  '64K@4K/lazy',
  '64K@4K/non-coherent',
  'rollback:EEXIST@second-size',
  'rollback:ENOMEM@first-page',
  'rollback:ENOMEM@table-end',
  'cold:late-unmap',
  'cold:first-map',
]

/** As much as a quick run holds: 22 cells or less, and 60 rounds in 10 generations. */
export function quickSizedAnalysis(): Analysis {
  return richAnalysis({
    generations: 10,
    roundsPerGeneration: 6,
    withoutCells: EVERY_CELL.filter((id) => NOT_QUICK.includes(id)),
  })
}
