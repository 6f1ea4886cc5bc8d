/** `iommu_map_sg()`: maps a scatter list, one segment behind the other in iova. */
import { EINVAL, ERANGE } from '../contract/index.js'
import type { ScatterList } from '../driver/index.js'
import type { IommuDomain } from './domain.js'
import { iommuMap, iommuUnmap } from './iommu.js'
import type { MapPath, UnmapPath } from './paths.js'

/** Maps a list by one map for each run of segments that lie side by side in memory. Rolls all back on an error. */
export function iommuMapList(
  domain: IommuDomain,
  mapPath: MapPath,
  unmapPath: UnmapPath,
  iova: number,
  list: ScatterList,
  prot: number,
): number {
  const bad = checkList(domain, iova, list)
  if (bad !== 0) return bad
  let done = 0
  for (list.rewind(); list.left > 0; ) {
    const length = list.left
    const error = iommuMap(domain, mapPath, unmapPath, iova + done, list.here, length, prot)
    if (error !== 0) {
      iommuUnmap(domain, unmapPath, iova, done)
      return error
    }
    list.advance(length)
    done += length
  }
  return 0
}

/** Maps a list with one call. Rolls back on an error. */
export function iommuMapListWhole(
  domain: IommuDomain,
  unmapPath: UnmapPath,
  iova: number,
  list: ScatterList,
  prot: number,
): number {
  const bad = checkList(domain, iova, list)
  if (bad !== 0) return bad
  const { driver, mapped, probe } = domain
  mapped.bytes = 0
  COUNT: probe.driverCall('map_list', iova, 0, list.to - list.from)
  const error = driver.mapList(iova, list, prot, mapped)
  if (error !== 0) iommuUnmap(domain, unmapPath, iova, mapped.bytes)
  return error
}

/** 0, or -EINVAL or -ERANGE where any segment is misaligned or out of range. */
function checkList(domain: IommuDomain, iova: number, list: ScatterList): number {
  let merged = iova
  let end = iova
  let outside = false
  for (let at = list.from; at < list.to; at++) {
    merged |= list.paddr[at] | list.size[at]
    end += list.size[at]
    if (list.paddr[at] + list.size[at] > domain.paddrEnd) outside = true
  }
  if ((merged & domain.alignmentMask) !== 0) return -EINVAL
  return outside || end > domain.iovaEnd ? -ERANGE : 0
}
