/** What translations access, exactly: an entry at each level, from the root to the leaf. */
import { type DomainConfig, geometryOf, rootOf, SILENT } from '../../../engines/index.js'
import type { Lookups } from '../../../workloads/index.js'
import { tsEngineOver } from './engine-over.js'

/** Entries of tables that the translations of one replay read, while all ranges of the trace are mapped. */
export function translationAccesses(
  format: string,
  domain: DomainConfig,
  { lookups, maps }: Pick<Lookups, 'lookups' | 'maps'>,
): number {
  const session = tsEngineOver(format, 'map-unmap-pages').open(domain, SILENT)
  session.runMaps(maps, 0, maps.op.length, { bytes: 0, failures: 0, error: 0 })
  const starts: number[] = []
  const sizes: number[] = []
  session.leaves((iova, _paddr, size) => {
    starts.push(iova)
    sizes.push(size)
  })
  session.close()
  const geometry = geometryOf(format)
  const { bitsPerLevel, granuleShift, lastLevel } = geometry
  const levels = lastLevel + 1 - rootOf(geometry, domain.ias).level
  return lookups.iova.reduce((sum, iova) => {
    const size = sizes[lastUpTo(starts, iova)] ?? 2 ** granuleShift
    // A leaf of several entries is read at the level of its entries.
    return sum + levels - Math.floor(Math.log2(size / 2 ** granuleShift) / bitsPerLevel)
  }, 0)
}

/** Index of the last of ascending numbers that is not above `value`; -1 where there is none. */
function lastUpTo(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
