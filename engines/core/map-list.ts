/** `iommu_map_sg()`: maps a scatter list, one segment behind the other in iova. */
import { EINVAL } from '../contract/index.js'
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
  const { paddr, size, to } = list
  let done = 0
  let at = list.from
  while (at < to) {
    const start = paddr[at]
    let length = size[at++]
    while (at < to && paddr[at] === start + length) length += size[at++]
    const error = iommuMap(domain, mapPath, unmapPath, iova + done, start, length, prot)
    if (error !== 0) {
      iommuUnmap(domain, unmapPath, iova, done)
      return error
    }
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
  const { driver, mapped, probe } = domain
  let merged = iova
  for (let at = list.from; at < list.to; at++) merged |= list.paddr[at] | list.size[at]
  if ((merged & domain.alignmentMask) !== 0) return -EINVAL
  mapped.bytes = 0
  COUNT: probe.driverCall('map_list', iova, 0, list.to - list.from)
  const error = driver.mapList(iova, list, prot, mapped)
  if (error !== 0) iommuUnmap(domain, unmapPath, iova, mapped.bytes)
  return error
}
