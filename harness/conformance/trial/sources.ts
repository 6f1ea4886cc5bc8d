/** Where cases come from. Commit ids are those of mainline Linux. */

const SELFTEST = 'the selftests of drivers/iommu/io-pgtable-arm.c'
const KUNIT_FORMAT = 'kunit_generic_pt'
const KUNIT_IOMMU = 'kunit_iommu_pt'

export const SOURCE = {
  selftestEmpty: `${SELFTEST}: an empty table translates nothing`,
  selftestSizes: `${SELFTEST}: distinct mappings of each supported page size`,
  selftestSplit: `${SELFTEST} up to Linux 6.12: partial unmap of a block`,
  selftestUnmap: `${SELFTEST}: full unmap and remap`,
  selftestLastPage: `${SELFTEST}, d64c8053378e: the last largest page of the input address space`,
  selftestTlbOps: `${SELFTEST}: TLB ops are only called with sizes of the bitmap`,
  kunitBestSize: `${KUNIT_FORMAT}: the best page size against brute force`,
  kunitMaxVa: `${KUNIT_FORMAT}: the highest address`,
  kunitRadix: `${KUNIT_FORMAT}: the radix is disjoint and has no gaps`,
  kunitOutput: `${KUNIT_FORMAT}: a leaf's output address round trip, 0 and the highest included`,
  kunitMapSimple: `${KUNIT_IOMMU}: map_simple`,
  kunitTableToLeaf: `${KUNIT_IOMMU}: map_table_to_oa`,
  kunitUnmapSplit: `${KUNIT_IOMMU}: unmap_split`,
  kunitRandom: `${KUNIT_IOMMU}: random_map, an overlap is an error with full rollback`,
  kunitBoundary: `${KUNIT_IOMMU}: pgsize_boundary`,
  kunitMixed: `${KUNIT_IOMMU}: mixed`,
  kunitExit: `${KUNIT_IOMMU}: on exit there are no live entries and no leaked tables`,
  concatenated: 'd71fa842d33c: max_entries was negative for concatenated roots',
  noProgress: '6093cd582f8e and 7061b6af3468: success without progress',
  remainder: '3f34f1259776: VT-d left the remainder of a partly cleared table mapped',
  nullGather: 'mail 20240905124956.84932-1: a NULL gather skipped tlb_add_page',
  writeBackUnmap: '85b715a33458: a run of ptes is written back on non-coherent walkers',
  writeBackFirst:
    '85b715a33458: a run is written back before any page of it is added to the gather',
  lostError: '6fc7e8a3b811: an inverted test lost the errors of map',
  zeroLength: 'a fix to dma-iommu with swiotlb: a map of no bytes is a no-op, not an error',
  limitOffByOne: 'mail 1610376862-927-1: a buffer that ended at the limit got -ERANGE',
  missingPageSize: 'PAGE_SIZE missing in pgsize_bitmap',
  arguments: 'the entry checks of io-pgtable-arm and of iommu_map() and iommu_unmap()',
  runChecked: '4a77b12deb25: every pte of a run is checked before any of it is written',
  coreRollback: 'iommu_map(): the core unmaps what had been mapped when a map fails',
  mappedAdds: '647c57764b37: some pages may have been mapped, even if an error occurred',
  hole: '1fe27be5ffec: an empty pte ends an unmap, which returns what it did',
  droppedTable: '1fe27be5ffec: a table that an unmap covers goes with all it holds',
  clearedTable: 'generic_pt: tables that an unmap covers are unlinked',
  unmapGathers: 'iommu_unmap(): one gather, and one iotlb sync at its end',
  rangeGather:
    'mail ee2c2044-e329-4cdd-ac35-9365824d3677@arm.com: a range needs its page size, and no gap before it',
  flushWalk: 'io-pgtable-arm: tlb_flush_walk for each table that goes; its cost is in ef75702d6d65',
  lazy: 'iommu_unmap_fast() and the flush queue of dma-iommu',
  freeAfterSync: 'generic_pt: tables are freed after the iotlb sync',
  clearBeforeSync: 'io-pgtable-arm: ptes are cleared before the invalidation is issued',
  publish: 'io-pgtable-arm: a new table is written back before it is published',
  barriers:
    'io-pgtable-arm: a barrier before a table is published, and one behind the ptes of a map',
  mapList: 'iommu_map_sg(): rollback unmaps everything mapped so far',
  allocation: 'io-pgtable-arm: a table that cannot be allocated is -ENOMEM',
  splitAllocation: 'io-pgtable-arm up to Linux 6.12: a block that cannot be split unmaps nothing',
  tape: 'the contract of engines: engines/contract/engine.ts',
} as const
