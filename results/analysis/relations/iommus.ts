/** The IOMMUs that a row's invalidation commands mean something for. */
import { type InvalidationCounter, iommusOf } from '../../../engines/contract/index.js'
import type { Row } from '../../record/index.js'
import { choicesOf } from './steps.js'

/**
 * Those of its format, by their counters. A range that a driver gathers for each run is nothing to an
 * SMMUv2: its driver invalidates page by page as pages are added, and its sync ignores the gather.
 */
export function iommusOfRow(row: Row): InvalidationCounter[] {
  const { gather, unmap } = choicesOf(row) ?? {}
  const byDriver = gather === 'range' && unmap === 'run'
  return iommusOf(row.format)
    .map(({ counter }) => counter)
    .filter((counter) => !(byDriver && counter === 'tlbiPerPage'))
}
