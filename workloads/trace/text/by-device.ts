/** Gives `iommu:*` events the device of the `dma:*` event that they are part of. */
import { MAP } from '../../../engines/contract/index.js'
import type { Events } from '../columns/events.js'

/** Events that wait for a device; more, and the oldest belong to no `dma:*` event. */
const MOST_PENDING = 4096

/** Insertion-ordered, bounded: what waits by the iova that it begins at. */
class Waiting<Value> {
  readonly #values = new Map<number, Value>()

  set(iova: number, value: Value): void {
    this.#values.delete(iova)
    this.#values.set(iova, value)
    if (this.#values.size <= MOST_PENDING) return
    const [oldest] = this.#values.keys()
    this.#values.delete(oldest)
  }

  take(iova: number): Value | undefined {
    const value = this.#values.get(iova)
    if (value !== undefined) this.#values.delete(iova)
    return value
  }
}

/**
 * Sets the domain of each event of `iommu` whose range an event of `dma` has. A map is printed before
 * the `dma:*` event around it; an unmap before or after it, since a list's is printed first.
 * @returns how many events have one
 */
export function attributeByDevice(iommu: Events, dma: Events): number {
  const maps = new Waiting<number>()
  const unmaps = new Waiting<number>()
  const expected = new Waiting<number>()
  let attributed = 0
  const attribute = (at: number, domain: number) => {
    iommu.setDomain(at, domain)
    attributed++
  }
  let next = 0
  const upTo = (line: number) => {
    for (; next < iommu.length && iommu.line(next) < line; next++) {
      const iova = iommu.iova(next)
      if (iommu.op(next) === MAP) {
        maps.set(iova, next)
        continue
      }
      const domain = expected.take(iova)
      if (domain === undefined) unmaps.set(iova, next)
      else attribute(next, domain)
    }
  }
  for (let at = 0; at < dma.length; at++) {
    const domain = dma.domain(at)
    if (domain === undefined) continue
    upTo(dma.line(at))
    const start = dma.iova(at)
    if (dma.op(at) === MAP) {
      const end = start + dma.size(at)
      for (let iova = start; iova < end; ) {
        const map = maps.take(iova)
        if (map === undefined) break
        attribute(map, domain)
        iova += Math.max(1, iommu.size(map))
      }
      continue
    }
    const unmap = unmaps.take(start)
    if (unmap === undefined) expected.set(start, domain)
    else attribute(unmap, domain)
  }
  upTo(Number.POSITIVE_INFINITY)
  return attributed
}
