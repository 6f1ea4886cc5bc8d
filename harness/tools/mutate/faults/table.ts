import { type Fault, inFile } from './fault.js'

const COUNTS = ['engines/counts-linux-6.1', 'engines/counts-closed-forms']
const CASES = ['harness/conformance/cases']

/** The walker of tier ts. */
export const TABLE: readonly Fault[] = [
  ...inFile('engines/table/page-table.ts', CASES, {
    'a concatenated root is taken for a single table': [
      'return this.entries - (index & (this.entries - 1))',
      'return this.entries - index',
    ],
    'a buffer that ends at the limit of the address space is refused': [
      'iova + size <= this.iovaEnd && paddr + size <= this.paddrEnd',
      'iova + size < this.iovaEnd && paddr + size <= this.paddrEnd',
    ],
  }),
  ...inFile('engines/table/map-pages.ts', COUNTS, {
    "a map's count is not trimmed to the table's end": [
      'const count = Math.min(pgcount, table.entriesFrom(index))',
      'const count = pgcount',
    ],
  }),
  ...inFile('engines/table/unmap-pages.ts', [...COUNTS, ...CASES], {
    "an unmap's count is not trimmed to the table's end": [
      'const count = Math.min(pgcount, table.entriesFrom(index))',
      'const count = pgcount',
    ],
  }),
  ...inFile('engines/table/map-whole.ts', COUNTS, {
    'a whole map that begins within a table goes beyond it': [
      'const below = Math.min(span - offset, left)',
      'const below = Math.min(span, left)',
    ],
  }),
  ...inFile('engines/table/unmap-whole.ts', CASES, {
    'an unmap that a hole ended reports all that it wanted': ['done += got', 'done += wanted'],
  }),
  ...inFile('engines/table/clear-leaves.ts', COUNTS, {
    'a leaf that is cleared is not added to the gather': [
      'if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)\n    tlb.addPage(gather, leafIova, pgsize)',
      'if (writesBackPtes) COUNT: probe.writeBack((at - base) >> 1, 1)\n    if (gather.queued) tlb.addPage(gather, leafIova, pgsize)',
    ],
  }),
  ...inFile('engines/table/clear-leaves.ts', CASES, {
    'a run is added to the gather before it is written back': [
      'COUNT: probe.writeBack(index, cleared)\n    if (gathersLeaves) gatherLeaves(table, level, iova, cleared, gather)',
      'if (gathersLeaves) gatherLeaves(table, level, iova, cleared, gather)\n    COUNT: probe.writeBack(index, cleared)',
    ],
  }),
  ...inFile('engines/table/clear-entries.ts', [...CASES, 'engines/counts-closed-forms'], {
    'behind a table that was dropped the count is not what is left': [
      'index + cleared, from, whole - cleared, gather',
      'index + cleared, from, whole, gather',
    ],
  }),
  ...inFile('engines/table/write-leaves.ts', ['engines/counts-closed-forms', ...CASES], {
    'leaves of a map are not written back': [
      'if (!table.coherent) COUNT: probe.writeBack(index, count)',
      '',
    ],
  }),
  ...inFile('engines/table/write-leaves.ts', CASES, {
    'a run that crosses 4 GiB of memory wraps around': [
      'if (addressLow === 0) {',
      'if (addressLow === 0 && count < 0) {',
    ],
    'the last pte of a run is not looked at before it is written': [
      'if (at === to) {',
      'if (at >= to - 2) {',
    ],
    'a leaf in the way is overwritten': [
      'if (table.format.isLeaf(words[at], level)) return -EEXIST',
      'if (table.format.isLeaf(words[at], level)) return 0',
    ],
  }),
  ...inFile('engines/table/descend.ts', CASES, {
    'a block in the way is -EINVAL, not -EEXIST': [
      'if (format.isLeaf(low, level)) return -EEXIST',
      'if (format.isLeaf(low, level)) return -EEXIST - 5',
    ],
  }),
  ...inFile('engines/table/descend.ts', ['engines/counts-closed-forms', ...CASES], {
    'a table entry that was written back is not marked so': [
      'memory.words[at + 1] |= format.writtenBackHigh',
      'memory.words[at + 1] |= 0 & format.writtenBackHigh',
    ],
  }),
  ...inFile('engines/table/drop-table.ts', CASES, {
    'a table is freed before its walk caches are invalidated': [
      'table.tlb.flushWalk(iova, table.span[level], table.granule)\n  freeSubtree(table, child, level + 1)',
      'freeSubtree(table, child, level + 1)\n  table.tlb.flushWalk(iova, table.span[level], table.granule)',
    ],
  }),
  ...inFile('engines/table/unmap-clearing.ts', ['engines/counts-closed-forms', ...CASES], {
    'a table is freed before the iotlb sync': ['memory.defer(child)', 'memory.free(child)'],
  }),
  ...inFile('engines/table/unmap-clearing.ts', CASES, {
    'a table that an unmap covers in part goes': [
      'const covered = reach === span',
      'const covered = reach > 0',
    ],
  }),
  ...inFile('engines/table/split-block.ts', CASES, {
    'a block that is split loses the page behind the hole': [
      'const after = hole + holes',
      'const after = hole + holes + 1',
    ],
  }),
  ...inFile('engines/table/free-subtree.ts', ['engines/table/free-subtree', ...CASES], {
    'the table behind the last entry of one that goes is not freed': [
      'at < base + 2 * entries; at += 2',
      'at < base + 2 * (entries - 1); at += 2',
    ],
  }),
  ...inFile('engines/table/memory.ts', ['engines/table/memory', ...CASES], {
    'a table more may be in use than the budget has': [
      'if (this.inUse >= this.maxTables) return -1',
      'if (this.inUse > this.maxTables) return -1',
    ],
  }),
  ...inFile('engines/table/map-with-rollback.ts', ['engines/counts-closed-forms', ...CASES], {
    'what a page table undoes by itself is not invalidated': [
      'table.tlb.flushWalk(iova, own.bytes, table.granule)',
      '',
    ],
  }),
  ...inFile('engines/table/noted-range.ts', ['engines/table/noted-range', ...CASES], {
    'leaves behind a gap are noted as if they lay side by side': [
      'if (this.pgsize === pgsize && this.end === iova) {',
      'if (this.pgsize === pgsize && this.end <= iova) {',
    ],
  }),
  ...inFile('engines/table/unmap-inside-block.ts', CASES, {
    'pages out of a block that is split are not added to the gather': [
      'if (!gather.queued) {',
      'if (gather.queued) {',
    ],
  }),
]
