/**
 * The AMD IOMMU, v1 and v2 tables alike: INVALIDATE_IOMMU_PAGES, whose size code is in the address
 * (ones below the first zero), and COMPLETION_WAIT. On the machine itself it is one command, for the
 * aligned power of two that holds the range. Whether tables went is a bit of it (PDE) and no other one.
 *
 * Source: Linux 7.2.13, drivers/iommu/amd/iommu.c, `amd_iommu_domain_flush_pages()` and
 * `build_inv_address()`. Left out: the whole address space for a range that crosses 2^52, which none
 * here does, and the command more a device that v2 tables take.
 */
import { PAGE } from '../../contract/index.js'
import type { Commands, InvalidationModel } from './model.js'

/**
 * In a guest, which the driver knows by NpCache: a hypervisor would have to look at all that a command
 * reaches, so that the range is cut into aligned powers of two and nothing beyond is invalidated.
 * There maps invalidate too (`amd_iommu_iotlb_sync_map()`), which is not counted.
 */
export const amdInGuest: InvalidationModel = ({ end, start }) => {
  const commands: Commands[] = []
  for (let at = start; at < end; ) {
    let bytes = PAGE
    while (at % (2 * bytes) === 0 && at + 2 * bytes <= end) bytes *= 2
    commands.push({ start: at, bytes, count: 1 })
    at += bytes
  }
  return commands
}
