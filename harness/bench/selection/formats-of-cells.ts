import { DEFAULT_FORMAT, fittingFormat } from '../../../engines/index.js'
import type { Cell } from '../../../workloads/index.js'

/**
 * The formats that call shapes alone are of in a run: for each cell the one that its page sizes ask for,
 * of those that are `preferred` where they have them, and the default one where none has.
 */
export function formatsOfCells(
  cells: ReadonlyArray<Pick<Cell, 'domain'>>,
  preferred: readonly string[] = [],
): string[] {
  const found = cells.map(({ domain }) => fittingFormat(domain, preferred) ?? DEFAULT_FORMAT)
  return [...new Set(found)]
}
