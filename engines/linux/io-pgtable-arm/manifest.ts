import type { LibraryManifest, Row } from '../library/manifest.js'
import { listsOf, row } from '../library/rows.js'
import { CONSULTED_FILES } from '../taken/headers.js'
import { readSelfTests } from './self-tests.js'

const LIBRARY = 'drivers/iommu/io-pgtable-arm.c'
const OPS = 'include/linux/io-pgtable.h'

/** Features, by the macro that our C code is compiled with. */
const PAGES = 'UB_HAS_PAGES'
const WITHOUT_GFP = 'UB_MAP_WITHOUT_GFP'
const ONE_PAGE = 'UB_HAS_ONE_PAGE'

/**
 * What shows that an unmap of a part of a block splits it, each by itself, so that a patch may rename any:
 * the function of this name, a table installed over an entry that is there, a leaf on the way handed on.
 */
const SPLITS = [
  /\barm_lpae_split_blk_unmap\(/,
  /\barm_lpae_install_table\(\s*\w+,\s*\w+,\s*[a-z_]\w*,/,
  /\biopte_leaf\([^;{]*\{(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/)*return\s+\w+\(/,
]

const ROWS: readonly Row[] = [
  {
    name: 'old-map-unmap',
    summary: 'a page a call by .map and .unmap, the entry points from before the series',
    shape: 'per-page',
    driver: 'one-page',
    needs: ONE_PAGE,
  },
  ...[
    row('per-page', 'a page a call by .map_pages and .unmap_pages with a count of 1: the baseline'),
    row('driver-pages', 'the core batches unmaps; the driver asks for a page a call'),
    row('unmap-pages', 'unmap a run of equal pages with one call; map a page a call'),
    row('map-unmap-pages', 'map and unmap a run of equal pages with one call: how drivers use it'),
    row(
      'range-gather',
      'as map-unmap-pages, and the driver gathers one range a call: it takes tlb_add_page off the table by `queued`',
      {
        // Where a block is split, each page of the part is added to the gather whether it is queued or not.
        semantics: (tree) =>
          tree.insideBlock === 'split' ? { ...tree, insideBlock: 'excluded' } : tree,
      },
    ),
  ].map((one) => ({ ...one, needs: PAGES })),
]

/** drivers/iommu/io-pgtable-arm.c: the page tables of ARM's IOMMUs. */
export const IO_PGTABLE_ARM: LibraryManifest = {
  name: 'io-pgtable-arm',
  oldest: { version: 'v5.4', has: /\bstruct iommu_flush_ops\b/, what: 'struct iommu_flush_ops' },
  files: [
    { path: LIBRARY, required: true, use: 'compiled' },
    { path: 'drivers/iommu/io-pgtable-arm-v7s.c', required: false, use: 'left-out' },
    { path: 'drivers/iommu/io-pgtable-arm-selftests.c', required: false, use: 'self-test' },
    // Trees that have it in several files.
    { path: 'drivers/iommu/io-pgtable-arm*.c', required: false, use: 'compiled' },
    { path: 'drivers/iommu/io-pgtable.c', required: true, use: 'compiled' },
    { path: 'drivers/iommu/io-pgtable-arm.h', required: false, use: 'included' },
    { path: OPS, required: true, use: 'included' },
    // The shim stands for it.
    { path: 'drivers/iommu/iommu-pages.h', required: false, use: 'left-out' },
    { path: 'drivers/iommu/*.h', required: false, use: 'included', followed: true },
    { path: 'include/linux/io-pgtable*.h', required: false, use: 'included', followed: true },
    ...CONSULTED_FILES,
  ],
  features: [
    {
      macro: PAGES,
      what: '.map_pages',
      pattern: /\(\*map_pages\)/,
      drivers: ['native/driver/smmu-v3.c', 'native/driver/smmu-null-tlb-add.c'],
    },
    {
      macro: ONE_PAGE,
      what: '.map',
      pattern: /\(\*map\)/,
      drivers: ['linux/driver/one-page.c'],
    },
    {
      macro: WITHOUT_GFP,
      what: '.map without gfp',
      pattern: /\(\*map\)\([^)]*\bint \w+\)/,
      drivers: [],
    },
  ],
  config: ['CONFIG_IOMMU_IO_PGTABLE_LPAE'],
  selfTestConfig: ['CONFIG_IOMMU_IO_PGTABLE_LPAE_SELFTEST'],
  tableOps: 'io-pgtable-arm/table-ops.h',
  shim: 'io-pgtable-arm/shim.h',
  flags: [],
  libraryFlags: [],
  nativeTableList: true,
  sources: () => [
    { path: 'linux/io-pgtable-arm/granule-4k.c', from: 'engines', into: 'modules' },
    { path: 'linux/io-pgtable-arm/granule-16k.c', from: 'engines', into: 'modules' },
    { path: 'linux/io-pgtable-arm/granule-64k.c', from: 'engines', into: 'modules' },
    listsOf('io-pgtable-arm', ROWS),
    { path: 'native/driver/smmu-tlb.c', from: 'engines', into: 'modules' },
    { path: 'linux/io-pgtable-arm/self-tests.c', from: 'engines', into: 'self-test' },
  ],
  rows: ROWS,
  coreRows: ['map-unmap-pages', 'old-map-unmap'],
  variantDrivers: ['null-tlb-add'],
  formats: () =>
    ['4k', '16k', '64k'].flatMap((granule) =>
      ['', '-s2'].map((stage) => ({
        name: `arm-lpae-${granule}${stage}`,
        own: granule !== '4k',
      })),
    ),
  semantics: (text) => ({
    coveredTable: 'dropped',
    insideBlock: SPLITS.some((one) => one.test(text)) ? 'split' : 'refused',
    blockOverTable: 'replaced',
  }),
  // What clears a pte takes how many of them since their write-backs are batched (85b715a33458).
  writeBack: (text) =>
    /\b__arm_lpae_clear_pte\([^(),]+,[^(),]+,[^(),]+\)/.test(text) ? 'run' : 'pte',
  readSelfTests,
}
