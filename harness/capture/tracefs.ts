/** Where tracefs is, and whether it may be written. */
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { textOf } from '../../engines/contract/index.js'

/** Where kernels have it, the older place last. */
const PLACES = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing']

export type Tracefs = { path: string } | { path: string; missing: string; remedy?: string }

/** @param given a folder instead of the usual ones */
export function findTracefs(given: string | undefined): Tracefs {
  const candidates = given === undefined ? PLACES : [given]
  const path = candidates.find((folder) => existsSync(join(folder, 'instances')))
  if (path !== undefined) return checked(path)
  const [first = ''] = candidates
  if (given !== undefined) {
    return { path: given, missing: `${given} has no folder instances, so it is no tracefs` }
  }
  if (process.getuid?.() !== 0) {
    return { path: first, missing: 'tracefs cannot be seen, which takes root' }
  }
  return /\btracefs$/m.test(textOf('/proc/filesystems') ?? '')
    ? {
        path: first,
        missing: 'tracefs is not mounted',
        remedy: `mount -t tracefs nodev ${first}`,
      }
    : { path: first, missing: 'this kernel has no tracefs' }
}

function checked(path: string): Tracefs {
  try {
    accessSync(join(path, 'instances'), constants.W_OK)
  } catch {
    return { path, missing: `${path} cannot be written, which takes root` }
  }
  return existsSync(join(path, 'events', 'iommu', 'map'))
    ? { path }
    : {
        path,
        missing: `${path} has no event iommu:map: this kernel was built without the IOMMU API`,
      }
}
