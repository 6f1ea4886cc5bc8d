/*
 * Leaves of several entries side by side: formats with `contiguous_sizes` have them, and for all others
 * nothing of this is compiled. A leaf's entries are written and cleared together; a run of entries is one
 * of leaves that lie in it whole.
 */
#ifndef UB_TABLE_CONTIGUOUS_H
#define UB_TABLE_CONTIGUOUS_H

#include "table/geometry.h"

#define HAS_CONTIGUOUS (geometry.contiguous_sizes != 0)

/* The page sizes that leaves of a level have: all whose entries lie in one table. */
FAST uint64_t sizes_of(unsigned level) {
  return (uint64_t)(ENTRIES - 1) << shift_of(level);
}

/* Bytes of the leaf that `leaf` is an entry of. */
FAST size_t leaf_bytes(uint64_t leaf, unsigned level) {
  if (!is_contiguous(leaf)) return span_of(level);
  if (!geometry.size_in_address) {
    size_t size = geometry.contiguous_sizes & sizes_of(level);
    return size == 0 ? span_of(level) : size;
  }
  uint64_t ones = leaf | (GRANULE - 1);
  return (~ones & (ones + 1)) << 1;
}

/* What an entry of a contiguous leaf of `size` bytes has set beside what a leaf of one has. */
FAST uint64_t contiguous_mark(size_t size) {
  uint64_t code = geometry.size_in_address ? (size / 2 - 1) & ~(GRANULE - 1) : 0;
  return geometry.contiguous | code;
}

/* The lowest bit that is set, or the highest, and all below it. */
FAST uint64_t up_to_lowest(uint64_t bits) {
  return bits ^ (bits - 1);
}

FAST uint64_t up_to_highest(uint64_t bits) {
  return ~UINT64_C(0) >> __builtin_clzll(bits);
}

/* The sizes of contiguous leaves that a run of `level` from `offset` in its table on, to `paddr`, can have. */
FAST uint64_t contiguous_sizes_at(const struct ub_page_table *table, unsigned level, size_t offset,
                                  uint64_t paddr) {
  uint64_t sizes = table->pgsize_bitmap & geometry.contiguous_sizes & sizes_of(level);
  /* Sizes that divide both addresses somewhere in the run. */
  return offset == paddr ? sizes : sizes & up_to_lowest(offset ^ paddr);
}

/* The largest of `sizes`, of which one always does, that `offset` is a multiple of and that fits into `bytes`. */
FAST size_t largest_fitting(uint64_t sizes, size_t offset, size_t bytes) {
  uint64_t fitting = sizes & up_to_highest(bytes);
  if (offset != 0) fitting &= up_to_lowest(offset);
  return UINT64_C(1) << (63 - __builtin_clzll(fitting));
}

/* The physical address that the leaf which `leaf` is an entry of gives to `iova`. */
FAST uint64_t target_of(uint64_t leaf, uint64_t iova, unsigned level) {
  if (!geometry.size_in_address) return address_of(leaf) + offset_in(iova, level);
  size_t bytes = leaf_bytes(leaf, level);
  return (address_of(leaf) & ~(bytes - 1)) + (iova & (bytes - 1));
}

/*
 * Entries from `index` on that are one leaf: 1 where those beside it do not go with it, as a walker
 * that takes each for itself sees them.
 */
static unsigned entries_of_leaf(ub_pte *base, unsigned index, unsigned level) {
  uint64_t first = read_pte(&base[index]);
  unsigned count = (unsigned)(leaf_bytes(first, level) >> shift_of(level));
  if (index % count != 0) return 1;
  uint64_t address = target_of(first, 0, level);
  for (unsigned nth = 1; nth < count; nth++) {
    uint64_t its = geometry.size_in_address ? address : address + (uint64_t)nth * span_of(level);
    uint64_t pte = read_pte(&base[index + nth]);
    if ((pte & ~geometry.address) != (first & ~geometry.address)) return 1;
    if (leaf_bytes(pte, level) != leaf_bytes(first, level)) return 1;
    if (target_of(pte, 0, level) != its) return 1;
  }
  return count;
}

/* What an unmap does with a leaf that its last entry is a part of; one that its first is inside of ends it. */
enum cut_leaf { CUT_LEAF_STAYS, CUT_LEAF_GOES };

/* Entries that go when `count` from `index` on are unmapped, so that no leaf goes in part. */
FAST size_t whole_leaves(ub_pte *base, unsigned level, size_t index, size_t count,
                         enum cut_leaf cut) {
  size_t last = index + count - 1;
  size_t first_leaf = leaf_bytes(read_pte(&base[index]), level) >> shift_of(level);
  bool inside = (index & (first_leaf - 1)) != 0;
  COUNT(probe_read_ptes(level, inside ? index : last, 1));
  if (inside) return 0;
  size_t last_leaf = leaf_bytes(read_pte(&base[last]), level) >> shift_of(level);
  size_t begin = last & ~(last_leaf - 1);
  if (begin + last_leaf <= index + count) return count;
  return (cut == CUT_LEAF_GOES ? begin + last_leaf : begin) - index;
}

#endif
