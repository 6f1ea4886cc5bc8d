/*
 * Which page size the core asks the driver for next, and how many of them: `iommu_pgsize()` in the
 * closed form that Linux has used since v5.15 (e7d6fff6b3d3, 89d5b9601f70), described in the
 * mail 20210405191112.28192-1.
 */
#ifndef UB_CORE_PAGE_SIZE_H
#define UB_CORE_PAGE_SIZE_H

#include <stddef.h>
#include <stdint.h>

struct page_run {
  size_t pgsize;
  size_t count;
};

/* A mask of `bit` and all bits below it. */
static inline uint64_t up_to_bit(uint64_t bit) {
  return bit | (bit - 1);
}

static inline uint64_t highest_bit(uint64_t value) {
  return UINT64_C(1) << (63 - __builtin_clzll(value));
}

/* The largest supported page size that fits the alignment of `iova` and `paddr`, and `size`; 0 if none does. */
static inline size_t pick_page_size(uint64_t bitmap, uint64_t iova, uint64_t paddr, size_t size) {
  uint64_t fitting = bitmap & up_to_bit(highest_bit(size));
  uint64_t merged = iova | paddr;
  if (merged != 0) fitting &= up_to_bit(merged & -merged);
  return fitting == 0 ? 0 : highest_bit(fitting);
}

/*
 * As `pick_page_size`, and how many pages of that size can be asked for at once: as many as fit, but
 * no further than a boundary of the next larger size from which on that size would fit too.
 */
static inline struct page_run pick_page_run(uint64_t bitmap, uint64_t iova, uint64_t paddr,
                                            size_t size) {
  size_t pgsize = pick_page_size(bitmap, iova, paddr, size);
  size_t reach = size;
  uint64_t larger = bitmap & ~up_to_bit(pgsize);
  uint64_t next = larger & -larger;
  if (next != 0 && ((iova ^ paddr) & (next - 1)) == 0) {
    size_t to_boundary = next - ((iova | paddr) & (next - 1));
    if (to_boundary + next <= size) reach = to_boundary;
  }
  return (struct page_run){ pgsize, reach >> __builtin_ctzll(pgsize) };
}

#endif
