/**
 * What is counted, exactly, in a process that never times. The names are defined here once;
 * a counter that a tier cannot see is absent from its counts, never 0.
 */
export const COUNTERS = {
  driverCalls: 'calls from the core into the driver, iotlb sync excluded',
  tableCalls: 'calls from the driver into the page table',
  walks: 'descents that start at the root',
  levels: 'tables entered on the way, the root included',
  pteReads: 'ptes loaded',
  pteWrites: 'ptes stored',
  pteCas: 'ptes installed by compare-and-swap',
  pageLeaves: 'leaves of the smallest page size written by a map',
  blockLeaves: 'leaves of a larger page size written by a map',
  leafClears: 'leaves cleared one by one by an unmap',
  tlbAdds: 'calls that add a page to the gather',
  rangeAdds: 'ranges added to the gather at once, without a call for each page',
  flushWalks: 'calls that invalidate the walk caches of a table that goes',
  forcedSyncs: 'iotlb syncs forced by a gap or by a change of page size',
  finalSyncs: 'iotlb syncs at the end of an operation',
  writeBacks: 'write-backs of ptes, for a walker that is not cache-coherent',
  writeBackLines: 'cache lines of 64 bytes written back, whole new tables included',
  writeBarriers: 'barriers that order pte stores before what follows (wmb, smp_wmb)',
  publishBarriers: 'barriers before a table is published (dma_wmb)',
  tableAllocs: 'tables allocated',
  tableFrees: 'tables freed',
  iovaToPhys: 'translations asked for by the core',
  tlbiPerPage: 'invalidations of an SMMUv2: a register write a page, and a sync',
  tlbiList: 'invalidation commands of an SMMUv3: a list of pages, and a sync',
  tlbiRange: 'invalidation commands of an SMMUv3 by range until October 2026, and a sync',
  tlbiTwoRanges: 'the same since October 2026: two ranges at most, and a sync',
  tlbiVtd: 'invalidation commands of VT-d, second stage: one aligned power of two, and a wait',
  tlbiVtdFirst: 'the same, first stage',
  tlbiAmd: 'invalidation commands of an AMD IOMMU: one aligned power of two, and a wait',
  tlbiAmdNp:
    'the same in a guest (NpCache): the aligned pieces of the range, and a wait; those of maps are not in it',
  tlbiRiscvRange:
    'invalidation commands of a RISC-V IOMMU with ranges: one aligned power of two, and a fence',
  tlbiRiscv: 'the same without ranges: one a page, or one for everything (wholeRiscv), and a fence',
  wholeVtd: 'invalidations of the whole domain by VT-d, second stage: for more than 1 GiB',
  wholeRiscv:
    'invalidations of everything by a RISC-V IOMMU without ranges: tables that go, more than 512 pages',
  unmappedBytes: 'bytes that the unmaps of the core came to',
  invalidatedBytes: 'bytes that the invalidation commands of each SMMU reach, twice if twice',
  alignedBytes:
    'bytes of the aligned powers of two that VT-d, AMD and RISC-V by range invalidate, twice if twice',
} as const

export type Counter = keyof typeof COUNTERS

export const COUNTER_NAMES = Object.keys(COUNTERS) as Counter[]

/** Counters of invalidation commands: one for each model of engines/probes/tlbi.ts. */
export type InvalidationCounter = Extract<Counter, `tlbi${string}`>

/** Counters of those of them that invalidate a whole domain, so that no number of bytes says how much. */
export type WholeCounter = Extract<Counter, `whole${string}`>

/** Counters of the bytes that invalidation commands reach. */
export type ReachCounter = Extract<Counter, 'invalidatedBytes' | 'alignedBytes'>

export type Counts = Partial<Record<Counter, number>>

/** Whether anything was counted: of what reports nothing no count is known, and zeroes would be a claim. */
export function isCounted(counts: Counts): boolean {
  return Object.values(counts).some((count) => count > 0)
}

/** The series' own way of counting: core to driver plus driver to table (4 become 2). */
export function opCalls(counts: Counts): number | undefined {
  return sum(counts.driverCalls, counts.tableCalls)
}

/** Every indirect call: op calls, TLB ops and iotlb syncs. */
export function indirectCalls(counts: Counts): number | undefined {
  return sum(
    opCalls(counts),
    counts.tlbAdds,
    counts.flushWalks,
    counts.forcedSyncs,
    counts.finalSyncs,
  )
}

/**
 * Bytes invalidated beyond what was unmapped: by a command that reaches an aligned power of two, by a
 * map that takes a table's place, by an unmap that gathers more than it clears, or a second time, by
 * one that gathers what it flushed with a table. Absent where a part is, where a whole domain was
 * invalidated, and where unmaps never sync: a lazy domain gathers nothing, and its flush queue
 * invalidates the whole address space for no one operation. What a page table undoes by itself is no
 * unmap of the core's, and all of it counts as beyond.
 */
export function bytesBeyond(counts: Counts): number | undefined {
  const { finalSyncs, unmappedBytes } = counts
  const reached = counts.alignedBytes ?? counts.invalidatedBytes
  if (reached === undefined || unmappedBytes === undefined || counts.wholeVtd) return undefined
  const lazy = unmappedBytes > 0 && !finalSyncs
  return lazy ? undefined : reached - unmappedBytes
}

/** True where both counted the same events the same number of times. */
export function sameCounts(a: Counts, b: Counts): boolean {
  return COUNTER_NAMES.every((name) => a[name] === b[name])
}

/** The sum of two counts, for an operation made of two phases. */
export function addCounts(a: Counts, b: Counts): Counts {
  const total: Counts = {}
  for (const name of COUNTER_NAMES) {
    const [first, second] = [a[name], b[name]]
    if (first !== undefined && second !== undefined) total[name] = first + second
  }
  return total
}

/** Absent as soon as one part is absent: an unseen event cannot be part of a total. */
function sum(...parts: ReadonlyArray<number | undefined>): number | undefined {
  let total = 0
  for (const part of parts) {
    if (part === undefined) return undefined
    total += part
  }
  return total
}
