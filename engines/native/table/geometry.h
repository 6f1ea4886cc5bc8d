/*
 * What follows from a format's `geometry`, a constant of the including file: where an iova's entries
 * are, and what an entry is.
 */
#ifndef UB_TABLE_GEOMETRY_H
#define UB_TABLE_GEOMETRY_H

#include "table/page-table.h"

/*
 * Before a loop over all levels: it is unrolled, so that what is done at each level is done with
 * constants.
 */
#define FOR_EACH_LEVEL _Pragma("GCC unroll 8")

/* What every operation goes through is made part of it; what few do is kept out of its way. */
#define FAST static inline __attribute__((always_inline))
#define SLOW static __attribute__((noinline, cold))

/* Entries of a table, and bytes of one and of the smallest page. */
#define ENTRIES (1u << geometry.bits_per_level)
#define GRANULE ((size_t)1 << geometry.granule_shift)

/* log2 of the bytes that one entry of a level spans. */
FAST unsigned shift_of(unsigned level) {
  return geometry.granule_shift + geometry.bits_per_level * (geometry.last_level - level);
}

/* Bytes that one entry of a level spans. */
FAST size_t span_of(unsigned level) {
  return (size_t)1 << shift_of(level);
}

/* Index of the entry for `iova` in its table of `level`. */
FAST unsigned index_at(const struct ub_page_table *table, uint64_t iova, unsigned level) {
  return (unsigned)(iova >> shift_of(level)) & table->index_mask[level];
}

/* Entries from `index` on to the end of its table; a concatenated root is many tables (d71fa842d33c). */
FAST size_t entries_from(unsigned index) {
  return ENTRIES - (index & (ENTRIES - 1));
}

/* Bytes from the start of the entry of `level` that holds `iova`. */
FAST size_t offset_in(uint64_t iova, unsigned level) {
  return iova & (span_of(level) - 1);
}

/* The level whose leaves are `pgsize` bytes. */
FAST unsigned level_of(size_t pgsize) {
  unsigned level = geometry.last_level;
  if (geometry.contiguous_sizes != 0) {
    while (level > 0 && span_of(level - 1) <= pgsize) level--;
    return level;
  }
  while (level > 0 && span_of(level) < pgsize) level--;
  return level;
}

/* Pages of `pgsize` in entries of their level. */
FAST size_t entries_in(size_t pgsize, size_t pgcount) {
  if (geometry.contiguous_sizes == 0) return pgcount;
  return pgsize * pgcount >> shift_of(level_of(pgsize));
}

/* Bytes of the entries that pages of `pgsize` are of: of one, or of several. */
FAST size_t entry_size_of(size_t pgsize) {
  return geometry.contiguous_sizes == 0 ? pgsize : span_of(level_of(pgsize));
}

/* Whether `[iova, iova + size)` lies in one entry of `level` and is less than all of it. */
FAST bool fits_below(uint64_t iova, size_t size, unsigned level) {
  return size < span_of(level) && offset_in(iova, level) + size <= span_of(level);
}

/* The lowest level with a table that holds all of `[iova, iova + size)`. */
FAST unsigned lowest_level(const struct ub_page_table *table, uint64_t iova, size_t size) {
  FOR_EACH_LEVEL
  for (unsigned level = geometry.last_level; level > 0; level--) {
    if (level <= table->start_level || fits_below(iova, size, level - 1)) return level;
  }
  return 0;
}

/* Whether a leaf of `level` is a page size of this domain. */
FAST bool may_be_leaf(const struct ub_page_table *table, unsigned level) {
  return (table->pgsize_bitmap & span_of(level)) != 0;
}

/* Whether `pgsize` is a page size of this domain. */
FAST bool knows_size(const struct ub_page_table *table, size_t pgsize) {
  return (pgsize & table->pgsize_bitmap) == pgsize;
}

/* Whether `[iova, iova + size)` lies within the input address space. */
FAST bool iovas_in_range(const struct ub_page_table *table, uint64_t iova, size_t size) {
  return iova + size <= table->iova_end;
}

/* Whether `[iova, iova + size)` to `[paddr, paddr + size)` lies within both address spaces. */
FAST bool in_range(const struct ub_page_table *table, uint64_t iova, uint64_t paddr,
                            size_t size) {
  return iova + size <= table->iova_end && paddr + size <= table->paddr_end;
}

/* A mapping that nobody may read or write is an error, or a map could succeed without progress (6093cd582f8e). */
FAST bool allows_access(int prot) {
  return (prot & (UB_PROT_READ | UB_PROT_WRITE)) != 0;
}

/* Whether a leaf is one of several entries of a contiguous leaf. */
FAST bool is_contiguous(uint64_t leaf) {
  return geometry.contiguous_sizes != 0 && (leaf & geometry.contiguous) == geometry.contiguous;
}

/* Whether a pte that is not empty is a leaf. */
FAST bool is_leaf(uint64_t pte, unsigned level) {
  return level == geometry.last_level || (pte & geometry.leaf) == geometry.block_type ||
         ((geometry.contiguous & geometry.leaf) != 0 && is_contiguous(pte));
}

/* What shows that a pte of `level` leads to a table: in some formats it names the level below. */
FAST uint64_t table_type(unsigned level) {
  if (geometry.next_level_at == 0) return geometry.table_type;
  return geometry.table_type | (uint64_t)(geometry.last_level - level) << geometry.next_level_at;
}

/* Whether a pte of `level`, which is above the last, leads to a table; an empty one does not. */
FAST bool is_table(uint64_t pte, unsigned level) {
  return (pte & geometry.type) == table_type(level);
}

/*
 * As `is_table`, of an entry that a map can follow as it is: where the walker is not coherent, it
 * was written back.
 */
FAST bool is_table_seen(const struct ub_page_table *table, uint64_t pte, unsigned level) {
  return (pte & table->seen) == (table->seen & (table_type(level) | geometry.written_back));
}

FAST uint64_t leaf_type(unsigned level) {
  return level == geometry.last_level ? geometry.page_type : geometry.block_type;
}

/* The attributes of a block as those of a leaf of the smaller level `level`. */
FAST uint64_t smaller_leaf(uint64_t block, unsigned level) {
  return (block & ~geometry.address & ~geometry.leaf) | leaf_type(level);
}

/* The table behind a table entry; the memory of tables is below any high part of an address. */
FAST ub_pte *table_at(uint64_t pte) {
  return (ub_pte *)(uintptr_t)(pte & geometry.address & ~geometry.high_address);
}

/* The entry of `level` that leads to a table. */
FAST uint64_t table_entry(const ub_pte *to, unsigned level) {
  return (uint64_t)(uintptr_t)to | table_type(level) | geometry.table_access;
}

/* The output address of a leaf. */
FAST uint64_t address_of(uint64_t pte) {
  uint64_t high = pte & geometry.high_address;
  return (pte & geometry.address & ~geometry.high_address) | high << geometry.high_address_by;
}

/* An output address as it stands in a leaf. */
FAST uint64_t address_in_pte(uint64_t paddr) {
  if (geometry.high_address == 0) return paddr;
  return (paddr & geometry.address & ~geometry.high_address) |
         (paddr >> geometry.high_address_by & geometry.high_address);
}

/* A new, zeroed table of `level`; NULL where there is none to be had. */
FAST ub_pte *allocate_table(struct ub_page_table *table, unsigned level) {
  (void)level;
  ub_pte *made = GRANULE == FRAME_BYTES ? table_allocate(&table->memory)
                                        : table_allocate_frames(&table->memory);
  if (made != NULL) COUNT(probe_alloc_table(level));
  return made;
}

#endif
