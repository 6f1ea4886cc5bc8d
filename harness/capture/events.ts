/** Events that are recorded. */
import { join } from 'node:path'
import { namesIn } from '../../engines/contract/index.js'

/** Maps and unmaps, and what names a device's group. */
const IOMMU = ['map', 'unmap', 'add_device_to_group', 'attach_device_to_domain']

/** `dma:*` events of a map or unmap; syncs and errors would only fill the buffer. */
const DMA = /^dma_(?:map|unmap|alloc|free)(?!.*_err$)/

/** Those that the kernel has, as `SYSTEM:EVENT`. */
export function eventsOf(tracefs: string): string[] {
  const iommu = namesIn(join(tracefs, 'events', 'iommu'))
  const dma = namesIn(join(tracefs, 'events', 'dma'))
  return [
    ...IOMMU.filter((name) => iommu.includes(name)).map((name) => `iommu:${name}`),
    ...dma.filter((name) => DMA.test(name)).map((name) => `dma:${name}`),
  ]
}

/** For a machine that cannot be looked at; names with `*` are left out where a kernel has none such. */
export const COMMON_EVENTS: readonly string[] = [
  ...IOMMU.map((name) => `iommu:${name}`),
  ...['map', 'unmap', 'alloc', 'free'].map((name) => `dma:dma_${name}*`),
]
