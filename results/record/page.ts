import { sizesIn } from '../../engines/contract/index.js'

/** The page that a cell's figures are of, in bytes: the smallest of its domain. */
export function pageOf({ pgsizeBitmap }: { pgsizeBitmap: number }): number {
  const [page] = sizesIn(pgsizeBitmap)
  return page
}
