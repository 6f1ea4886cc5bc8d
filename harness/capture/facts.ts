/** What a trace does not say of its machine: the kernel, and which devices the IOMMU translates. */
import { readlinkSync } from 'node:fs'
import { machine, release } from 'node:os'
import { basename, join } from 'node:path'
import { namesIn, textOf } from '../../engines/contract/index.js'
import type { MachineFacts } from '../../workloads/index.js'

/** @param sys where sysfs is */
export function machineFacts(sys = '/sys'): MachineFacts {
  const groups = join(sys, 'kernel', 'iommu_groups')
  const devices = namesIn(groups)
    .toSorted()
    .flatMap((group) => {
      const domain = textOf(join(groups, group, 'type'))?.trim() ?? 'unknown'
      const folder = join(groups, group, 'devices')
      return namesIn(folder)
        .toSorted()
        .map((device) => {
          return { device, group, domain, driver: linked(join(folder, device, 'driver')) }
        })
    })
  return { kernel: `${release()} ${machine()}`, devices }
}

function linked(path: string): string | undefined {
  try {
    return basename(readlinkSync(path))
  } catch {
    return undefined
  }
}

/** Why a device's maps and unmaps will not be seen; `undefined` where they will. */
export function unseen(device: string, { devices }: MachineFacts): string | undefined {
  const fact = devices.find((one) => one.device === device)
  if (fact === undefined) {
    const known = devices.map((one) => one.device)
    return known.length === 0
      ? `--device ${device}: no IOMMU translates any device here, so nothing is mapped`
      : `--device ${device} is in no IOMMU group; devices that are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' ...' : ''}`
  }
  return fact.domain === 'identity'
    ? `--device ${device}: its domain is identity, so nothing is mapped for it; start the kernel with iommu.passthrough=0`
    : undefined
}
