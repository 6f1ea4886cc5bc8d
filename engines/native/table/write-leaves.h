#ifndef UB_TABLE_WRITE_LEAVES_H
#define UB_TABLE_WRITE_LEAVES_H

#include <errno.h>

#include "table/contiguous.h"
#include "table/drop-table.h"
#include "table/flush-ptes.h"
#include "table/levels.h"

/* Whether the pte, which is not empty, is a leaf or leads to one. */
static bool holds_leaf(struct ub_page_table *table, uint64_t pte, unsigned level) {
  if (is_leaf(pte, level)) return true;
  ub_pte *child = table_at(pte);
  COUNT(probe_read_ptes(level + 1, 0, ENTRIES));
  for (unsigned index = 0; index < ENTRIES; index++) {
    uint64_t below = read_pte(&child[index]);
    if (below != EMPTY && holds_leaf(table, below, level + 1)) return true;
  }
  return false;
}

/* Drops tables one by one, with whatever they hold, up to a leaf: io-pgtable-arm's way. */
static int replace_tables(struct ub_page_table *table, ub_pte *base, unsigned level,
                          unsigned index, uint64_t iova, size_t count) {
  for (size_t entry = 0; entry < count; entry++) {
    unsigned at = index + (unsigned)entry;
    COUNT(probe_read_ptes(level, at, 1));
    uint64_t pte = read_pte(&base[at]);
    if (pte == EMPTY) continue;
    if (is_leaf(pte, level)) return -EEXIST;
    drop_table(table, base, level, at, iova + (entry << shift_of(level)));
  }
  return 0;
}

/* Drops tables only once it is known that no leaf is in the way, here or below: generic_pt's way. */
static int replace_empty_tables(struct ub_page_table *table, ub_pte *base, unsigned level,
                                unsigned index, uint64_t iova, size_t count) {
  for (size_t entry = 0; entry < count; entry++) {
    unsigned at = index + (unsigned)entry;
    COUNT(probe_read_ptes(level, at, 1));
    uint64_t pte = read_pte(&base[at]);
    if (pte != EMPTY && holds_leaf(table, pte, level)) return -EEXIST;
  }
  for (size_t entry = 0; entry < count; entry++) {
    unsigned at = index + (unsigned)entry;
    if (read_pte(&base[at]) == EMPTY) continue;
    drop_table(table, base, level, at, iova + (entry << shift_of(level)));
  }
  return 0;
}

/* As `make_room` where not all ptes of the run are empty. */
SLOW int replace(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                 uint64_t iova, size_t count) {
  return table->semantics.replaces_full_tables
           ? replace_tables(table, base, level, index, iova, count)
           : replace_empty_tables(table, base, level, index, iova, count);
}

/* Looks at every pte of a run: 0 where leaves can be written, else -EEXIST. Tables in the way go. */
FAST int make_room(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                   uint64_t iova, size_t count) {
  ub_pte *pte = base + index;
  for (ub_pte *end = pte + count; pte < end; pte++) {
    if (read_pte(pte) != EMPTY) return replace(table, base, level, index, iova, count);
  }
  COUNT(probe_read_ptes(level, index, count));
  return 0;
}

/* Stores `count` leaves that each span `step` bytes, for memory from `paddr` on. */
FAST void fill_leaves(ub_pte *pte, size_t count, uint64_t paddr, size_t step,
                      uint64_t attributes) {
  if (geometry.high_address != 0) {
    for (ub_pte *end = pte + count; pte < end; pte++) {
      write_pte(pte, address_in_pte(paddr) | attributes);
      paddr += step;
    }
    return;
  }
  uint64_t leaf = paddr | attributes;
  for (ub_pte *end = pte + count; pte < end; pte++) {
    write_pte(pte, leaf);
    leaf += step;
  }
}

/*
 * As `fill_leaves`, for pages of the sizes in `sizes`, one bit each: the largest whose addresses are
 * multiples of it and that fit. `offset` is that of the first in its table, in bytes.
 */
FAST void fill_contiguous(ub_pte *pte, size_t bytes, size_t offset, uint64_t paddr,
                          uint64_t sizes, size_t step, uint64_t attributes) {
  for (size_t end = offset + bytes; offset < end;) {
    size_t size = largest_fitting(sizes, offset, end - offset);
    size_t count = size / step;
    if (size == step) {
      fill_leaves(pte, 1, paddr, step, attributes);
    } else if (geometry.size_in_address) {
      fill_leaves(pte, count, paddr, 0, attributes | contiguous_mark(size));
    } else {
      fill_leaves(pte, count, paddr, step, attributes | contiguous_mark(size));
    }
    pte += count;
    offset += size;
    paddr += size;
  }
}

/* Stores a run of `count` leaves of `level` into the table `base`, from `index` on. */
FAST void fill_run(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                   uint64_t paddr, size_t count, uint64_t attributes) {
  size_t step = span_of(level);
  if (HAS_CONTIGUOUS) {
    size_t offset = (size_t)index << shift_of(level);
    uint64_t sizes = contiguous_sizes_at(table, level, offset, paddr);
    if (sizes != 0) {
      fill_contiguous(base + index, count * step, offset, paddr, sizes | step, step, attributes);
      return;
    }
  }
  fill_leaves(base + index, count, paddr, step, attributes);
}

/*
 * Writes a run of `count` leaves of `level` into the table `base`, from `index` on. Every pte of the
 * run is looked at first, so that -EEXIST writes nothing of it.
 */
FAST int write_leaves(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                      uint64_t iova, uint64_t paddr, size_t count, int prot, size_t *mapped) {
  int error = make_room(table, base, level, index, iova, count);
  if (error != 0) return error;
  uint64_t attributes = table->attributes[prot & 15] | leaf_type(level);
  fill_run(table, base, level, index, paddr, count, attributes);
  COUNT(probe_write_ptes(level, index, count));
  COUNT(probe_map_leaves(level == geometry.last_level, count));
  if (!table->coherent) flush_ptes(base, index, count);
  *mapped += count << shift_of(level);
  return 0;
}

#define WRITE_LEAVES_OF(level)                                                                    \
  INSTANCE int write_leaves_##level(struct ub_page_table *table, ub_pte *base, unsigned index,   \
                                    uint64_t iova, uint64_t paddr, size_t count, int prot,       \
                                    size_t *mapped) {                                            \
    return write_leaves(table, base, level, index, iova, paddr, count, prot, mapped);            \
  }

EACH_LEVEL(WRITE_LEAVES_OF)

/* Pages are written where they are wanted, since most operations write a few of them; blocks by one instance. */
FAST int write_run(struct ub_page_table *table, ub_pte *base, unsigned level, unsigned index,
                   uint64_t iova, uint64_t paddr, size_t count, int prot, size_t *mapped) {
  return level == geometry.last_level
           ? write_leaves(table, base, level, index, iova, paddr, count, prot, mapped)
           : AT_LEVEL(write_leaves, level, table, base, index, iova, paddr, count, prot, mapped);
}

#endif
