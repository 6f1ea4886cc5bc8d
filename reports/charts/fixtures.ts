/** Analyses that hold something of all that charts draw. Their figures are invented. */
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { formatsResult } from '../../results/fixtures/formats.js'
import { remembered } from '../../results/fixtures/remembered.js'
import type { SyntheticOptions } from '../../results/fixtures/synthetic.js'
import { sampleAnalysis } from '../fixtures/analyses.js'

/** Every kind of cell and row. */
export function richAnalysis(options?: SyntheticOptions): Analysis {
  return sampleAnalysis({ extent: 'all', ...options })
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
export const twoFormatsAnalysis = remembered(
  (): Analysis => analyse(formatsResult({ formats: ['vtd-ss', 'x86-64'] })),
)
