import { type Fault, inFile } from './fault.js'

const COUNTS = ['engines/native/random', 'engines/native/counts']

/** The walker of tier native. */
export const TABLE_IN_C: readonly Fault[] = [
  ...inFile('engines/native/table/geometry.h', COUNTS, {
    'in C a concatenated root is taken for a single table': [
      'return ENTRIES - (index & (ENTRIES - 1));',
      'return ENTRIES - index;',
    ],
  }),
  ...inFile('engines/native/table/map-pages.h', COUNTS, {
    "in C a map's count is not trimmed to the table's end": [
      'size_t count = smaller_of(pgcount, entries_from(index));',
      'size_t count = pgcount;',
    ],
  }),
  ...inFile('engines/native/table/unmap-pages.h', COUNTS, {
    "in C an unmap's count is not trimmed to the table's end": [
      'size_t count = smaller_of(pgcount, entries_from(index));',
      'size_t count = pgcount;',
    ],
  }),
  ...inFile('engines/native/table/clear-leaves.h', COUNTS, {
    'in C a leaf that is cleared is not added to the gather': [
      'write_pte(from, EMPTY);\n    table->tlb->add_page(gather, at, span_of(level), table->cookie);',
      'write_pte(from, EMPTY);',
    ],
    'in C a pte that is cleared is not written back': [
      'write_pte(&base[index], EMPTY);\n    flush_ptes(base, index, 1);',
      'write_pte(&base[index], EMPTY);',
    ],
    'in C a run is added to the gather before it is written back': [
      '  flush_ptes(base, index, bytes >> shift_of(level));\n  if (adds_to != NULL) AT_LEVEL(add_leaves, level, table, iova, bytes, adds_to);',
      '  if (adds_to != NULL) AT_LEVEL(add_leaves, level, table, iova, bytes, adds_to);\n  flush_ptes(base, index, bytes >> shift_of(level));',
    ],
    'in C the pte that ends a run is not counted as read': [
      'smaller_of(leaves + 1, count)',
      'smaller_of(leaves, count)',
    ],
  }),
  ...inFile('engines/native/table/clear-entries.h', COUNTS, {
    'in C an entry more is cleared behind a table that was dropped': [
      'iova + bytes, count - done - 1,',
      'iova + bytes, count - done,',
    ],
  }),
  ...inFile('engines/native/table/write-leaves.h', COUNTS, {
    'in C leaves of a map are not written back': [
      'if (!table->coherent) flush_ptes(base, index, count);',
      '',
    ],
    'in C the last pte of a run is not looked at before it is written': [
      'ub_pte *pte = base + index;\n  for (ub_pte *end = pte + count;',
      'ub_pte *pte = base + index;\n  for (ub_pte *end = pte + count - 1;',
    ],
    'in C a run takes the place of what was mapped before it': [
      '*mapped += count << shift_of(level);',
      '*mapped = count << shift_of(level);',
    ],
  }),
  ...inFile('engines/native/table/descend.h', COUNTS, {
    'in C a table that cannot be had is -EEXIST, not -ENOMEM': [
      'installed == NULL ? refused(-ENOMEM) : installed',
      'installed == NULL ? refused(-EEXIST) : installed',
    ],
    'in C a table entry that was written back is not marked so': [
      'write_pte(&base[index], read_pte(&base[index]) | geometry.written_back);',
      '',
    ],
    'in C a new table is not written back': ['if (!table->coherent) flush_table(child);', ''],
  }),
  ...inFile('engines/native/table/drop-table.h', COUNTS, {
    'in C a table is freed before its walk caches are invalidated': [
      'table->tlb->flush_walk(iova, span_of(level), GRANULE, table->cookie);\n  free_subtree(table, child, level + 1);',
      'free_subtree(table, child, level + 1);\n  table->tlb->flush_walk(iova, span_of(level), GRANULE, table->cookie);',
    ],
  }),
  ...inFile('engines/native/table/unmap-clearing.h', COUNTS, {
    'in C a table is freed before the iotlb sync': [
      'table_defer(&table->memory, table_at(read_pte(&base[index])), gone);',
      '(void)gone;\n  table_free(&table->memory, table_at(read_pte(&base[index])));',
    ],
    'in C tables that went are never freed': ['gather->freelist = clearing.gone;', ''],
  }),
  ...inFile('engines/native/table/free-subtree.h', COUNTS, {
    'in C the table behind the last entry of one that goes is not freed': [
      'index < ENTRIES; index++',
      'index < ENTRIES - 1; index++',
    ],
  }),
  ...inFile('engines/native/table/split-block.h', COUNTS, {
    'in C a block that is split loses the page behind the hole': [
      'size_t after = hole + holes;',
      'size_t after = hole + holes + 1;',
    ],
  }),
  ...inFile('engines/native/table/unmap-whole.h', COUNTS, {
    'in C an unmap that a hole ended reports all that it wanted': [
      'done += got;',
      'done += wanted;',
    ],
  }),
  ...inFile('engines/native/table/noted-range.h', COUNTS, {
    'in C leaves behind a gap are noted as if they lay side by side': [
      'notes->pgsize != span_of(level) || notes->end != iova',
      'notes->pgsize != span_of(level) || notes->end > iova',
    ],
  }),
  ...inFile('engines/native/table/map-with-rollback.h', COUNTS, {
    'in C what a page table undoes by itself is not invalidated': [
      'table->tlb->flush_walk(iova, own, GRANULE, table->cookie);',
      '',
    ],
  }),
  ...inFile('engines/native/table/memory.c', COUNTS, {
    'in C a table more may be in use than the budget has': [
      'if (frames_in_use(memory) >= memory->limit) return NULL;',
      'if (frames_in_use(memory) > memory->limit) return NULL;',
    ],
    'in C a table that is used again is not zeroed': ['memset((void *)table, 0, FRAME_BYTES);', ''],
  }),
  ...inFile('engines/native/table/map-whole.h', COUNTS, {
    'in C a whole map that begins within a table goes beyond it': [
      'size_t below = smaller_of(span - offset, left);',
      'size_t below = smaller_of(span, left);',
    ],
  }),
]
