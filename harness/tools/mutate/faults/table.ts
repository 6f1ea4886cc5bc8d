import type { Fault } from './fault.js'

const COUNTS = ['engines/counts-linux-6.1', 'engines/counts-closed-forms']
const CASES = ['harness/conformance/cases']

/** The walker of tier ts. */
export const TABLE: readonly Fault[] = [
  {
    file: 'engines/table/page-table.ts',
    find: 'return this.entries - (index & (this.entries - 1))',
    replace: 'return this.entries - index',
    says: 'a concatenated root is taken for a single table',
    tests: CASES,
  },
  {
    file: 'engines/table/page-table.ts',
    find: 'iova + size <= this.iovaEnd && paddr + size <= this.paddrEnd',
    replace: 'iova + size < this.iovaEnd && paddr + size <= this.paddrEnd',
    says: 'a buffer that ends at the limit of the address space is refused',
    tests: CASES,
  },
  {
    file: 'engines/table/map-pages.ts',
    find: 'const count = Math.min(pgcount, table.entriesFrom(index))',
    replace: 'const count = pgcount',
    says: "a map's count is not trimmed to the table's end",
    tests: COUNTS,
  },
  {
    file: 'engines/table/unmap-pages.ts',
    find: 'const count = Math.min(pgcount, table.entriesFrom(index))',
    replace: 'const count = pgcount',
    says: "an unmap's count is not trimmed to the table's end",
    tests: [...COUNTS, ...CASES],
  },
  {
    file: 'engines/table/map-whole.ts',
    find: 'const below = Math.min(span - offset, left)',
    replace: 'const below = Math.min(span, left)',
    says: 'a whole map that begins within a table goes beyond it',
    tests: COUNTS,
  },
  {
    file: 'engines/table/unmap-whole.ts',
    find: 'done += got',
    replace: 'done += wanted',
    says: 'an unmap that a hole ended reports all that it wanted',
    tests: CASES,
  },
  {
    file: 'engines/table/clear-leaves.ts',
    find: 'if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)\n    tlb.addPage(gather, leafIova, pgsize)',
    replace:
      'if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)\n    if (gather.queued) tlb.addPage(gather, leafIova, pgsize)',
    says: 'a leaf that is cleared is not added to the gather',
    tests: COUNTS,
  },
  {
    file: 'engines/table/clear-leaves.ts',
    find: 'COUNT: probe.writeBack(index, cleared)\n    if (gathersLeaves) gatherLeaves(table, level, iova, cleared, gather)',
    replace:
      'if (gathersLeaves) gatherLeaves(table, level, iova, cleared, gather)\n    COUNT: probe.writeBack(index, cleared)',
    says: 'a run is added to the gather before it is written back',
    tests: CASES,
  },
  {
    file: 'engines/table/clear-entries.ts',
    find: 'index + cleared, from, whole - cleared, gather',
    replace: 'index + cleared, from, whole, gather',
    says: 'behind a table that was dropped the count is not what is left',
    tests: [...CASES, 'engines/counts-closed-forms'],
  },
  {
    file: 'engines/table/write-leaves.ts',
    find: 'if (!table.coherent) COUNT: probe.writeBack(index, count)',
    replace: '',
    says: 'leaves of a map are not written back',
    tests: ['engines/counts-closed-forms', ...CASES],
  },
  {
    file: 'engines/table/write-leaves.ts',
    find: 'if (addressLow === 0) {',
    replace: 'if (addressLow === 0 && count < 0) {',
    says: 'a run that crosses 4 GiB of memory wraps around',
    tests: CASES,
  },
  {
    file: 'engines/table/write-leaves.ts',
    find: 'if (at === to) {',
    replace: 'if (at >= to - 2) {',
    says: 'the last pte of a run is not looked at before it is written',
    tests: CASES,
  },
  {
    file: 'engines/table/write-leaves.ts',
    find: 'if (table.format.isLeaf(words[at], level)) return -EEXIST',
    replace: 'if (table.format.isLeaf(words[at], level)) return 0',
    says: 'a leaf in the way is overwritten',
    tests: CASES,
  },
  {
    file: 'engines/table/descend.ts',
    find: 'if (format.isLeaf(low, level)) return -EEXIST',
    replace: 'if (format.isLeaf(low, level)) return -EEXIST - 5',
    says: 'a block in the way is -EINVAL, not -EEXIST',
    tests: CASES,
  },
  {
    file: 'engines/table/descend.ts',
    find: 'memory.words[at + 1] |= format.writtenBackHigh',
    replace: 'memory.words[at + 1] |= 0 & format.writtenBackHigh',
    says: 'a table entry that was written back is not marked so',
    tests: ['engines/counts-closed-forms', ...CASES],
  },
  {
    file: 'engines/table/drop-table.ts',
    find: 'table.tlb.flushWalk(iova, table.span[level], table.granule)\n  freeSubtree(table, child, level + 1)',
    replace:
      'freeSubtree(table, child, level + 1)\n  table.tlb.flushWalk(iova, table.span[level], table.granule)',
    says: 'a table is freed before its walk caches are invalidated',
    tests: CASES,
  },
  {
    file: 'engines/table/unmap-clearing.ts',
    find: 'memory.defer(child)',
    replace: 'memory.free(child)',
    says: 'a table is freed before the iotlb sync',
    tests: ['engines/counts-closed-forms', ...CASES],
  },
  {
    file: 'engines/table/unmap-clearing.ts',
    find: 'const covered = reach === span',
    replace: 'const covered = reach > 0',
    says: 'a table that an unmap covers in part goes',
    tests: CASES,
  },
  {
    file: 'engines/table/split-block.ts',
    find: 'const after = hole + holes',
    replace: 'const after = hole + holes + 1',
    says: 'a block that is split loses the page behind the hole',
    tests: CASES,
  },
  {
    file: 'engines/table/free-subtree.ts',
    find: 'at < base + 2 * entries; at += 2',
    replace: 'at < base + 2 * (entries - 1); at += 2',
    says: 'the table behind the last entry of one that goes is not freed',
    tests: ['engines/table/free-subtree', ...CASES],
  },
  {
    file: 'engines/table/memory.ts',
    find: 'if (this.inUse >= this.maxTables) return -1',
    replace: 'if (this.inUse > this.maxTables) return -1',
    says: 'a table more may be in use than the budget has',
    tests: ['engines/table/memory', ...CASES],
  },
  {
    file: 'engines/table/map-with-rollback.ts',
    find: 'table.tlb.flushWalk(iova, own.bytes, table.granule)',
    replace: '',
    says: 'what a page table undoes by itself is not invalidated',
    tests: ['engines/counts-closed-forms', ...CASES],
  },
  {
    file: 'engines/table/noted-range.ts',
    find: 'if (this.pgsize === pgsize && this.end === iova) {',
    replace: 'if (this.pgsize === pgsize && this.end <= iova) {',
    says: 'leaves behind a gap are noted as if they lay side by side',
    tests: ['engines/table/noted-range', ...CASES],
  },
  {
    file: 'engines/table/unmap-inside-block.ts',
    find: 'if (!gather.queued) {',
    replace: 'if (gather.queued) {',
    says: 'pages out of a block that is split are not added to the gather',
    tests: CASES,
  },
]
