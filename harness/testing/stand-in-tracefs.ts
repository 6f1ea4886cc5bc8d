import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from './suites.js'

/** A folder of plain files that stands in for tracefs, of a kernel with kprobes and `dma:*` events. */
export function standInTracefs(): string {
  const folder = newFolder()
  for (const event of [
    'iommu/map',
    'iommu/unmap',
    'iommu/io_page_fault',
    'dma/dma_map_sg',
    'dma/dma_map_sg_err',
    'dma/dma_sync_single_for_cpu',
  ]) {
    mkdirSync(join(folder, 'events', event), { recursive: true })
  }
  mkdirSync(join(folder, 'instances'))
  writeFileSync(join(folder, 'kprobe_events'), 'p:others/probe vfs_read\n')
  writeFileSync(
    join(folder, 'available_filter_functions'),
    [
      'arm_lpae_iova_to_phys',
      'arm_lpae_map_pages',
      'arm_lpae_unmap_pages',
      'vfs_read [fs]',
      'arm_smmu_iova_to_phys',
      'arm_smmu_map_pages',
    ].join('\n'),
  )
  return folder
}

const MAP =
  'dd-1 [000] ..... 1.0: map: IOMMU: iova=0x0000000000200000 - 0x0000000000400000 paddr=0x0000000080200000 size=2097152'

/**
 * A command of sh that does what the kernel does while a load runs: the instance gets a trace and
 * statistics. Then the instance, as it is, is copied to `seen`, and `then` runs.
 */
export function loadOn(folder: string, seen: string, then = 'true', overrun = 0): string[] {
  const script = `for d in ${folder}/instances/*; do
    printf '%s\\n' '# tracer: nop' '${MAP}' > $d/trace
    mkdir -p $d/per_cpu/cpu0 && printf 'entries: 1\\noverrun: ${overrun}\\ndropped events: 0\\n' > $d/per_cpu/cpu0/stats
    cp -r $d ${seen}
  done; ${then}`
  return ['sh', '-c', script]
}
