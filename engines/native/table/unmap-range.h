#ifndef UB_TABLE_UNMAP_RANGE_H
#define UB_TABLE_UNMAP_RANGE_H

#include "table/flush-ptes.h"
#include "table/geometry.h"

/* Finishes one table's run of cleared ptes: reported, and written back at once. */
static inline void finish_run(struct ub_page_table *table, ub_pte *base, unsigned level,
                              unsigned index, size_t cleared, size_t leaves) {
  (void)level;
  (void)leaves;
  if (cleared == 0) return;
  COUNT(probe_write_ptes(level, index, cleared));
  if (leaves > 0) COUNT(probe_clear_leaves(leaves));
  if (!table->coherent) flush_ptes(base, index, cleared);
}

/* Clears pages of the last level, up to an empty pte; returns the bytes unmapped. */
static size_t clear_pages(struct ub_page_table *table, ub_pte *base, uint64_t iova, size_t size) {
  unsigned level = geometry.last_level;
  unsigned index = index_at(table, iova, level);
  size_t count = size >> shift_of(level);
  ub_pte *from = base + index;
  ub_pte *to = from + count;
  ub_pte *pte = from;
  for (; pte < to && read_pte(pte) != EMPTY; pte++) write_pte(pte, EMPTY);
  size_t cleared = (size_t)(pte - from);
  /* A run that ends at a hole has looked at the empty pte too. */
  COUNT(probe_read_ptes(level, index, smaller_of(cleared + 1, count)));
  finish_run(table, base, level, index, cleared, cleared);
  return cleared << shift_of(level);
}

/*
 * Unmaps what lies within the table `base`, which itself `goes` or stays; returns the bytes
 * unmapped. A table that the range covers goes where its span is a page size of the domain, and
 * then all tables below it do.
 */
static size_t unmap_range_level(struct ub_page_table *table, ub_pte *base, unsigned level,
                                uint64_t iova, size_t size, bool goes, struct ub_gather *gather) {
  COUNT(probe_visit(level));
  if (level == geometry.last_level) return clear_pages(table, base, iova, size);

  size_t span = span_of(level);
  bool tables_go = goes || may_be_leaf(table, level);
  unsigned index = index_at(table, iova, level);
  /* Only the first entry can begin before the range, and only the last one end behind it. */
  size_t offset = offset_in(iova, level);
  unsigned first_cleared = index;
  size_t cleared = 0;
  size_t leaves = 0;
  size_t done = 0;
  while (done < size) {
    uint64_t pte = read_pte(&base[index]);
    COUNT(probe_read_ptes(level, index, 1));
    if (pte == EMPTY) break;
    size_t reach = smaller_of(span - offset, size - done);
    bool whole = reach == span;
    bool leaf = is_leaf(pte, level);
    size_t taken = span;
    /* A part at a leaf's start takes the whole leaf with it; a part elsewhere takes nothing. */
    if (leaf && offset != 0) break;
    if (!leaf) {
      ub_pte *child = table_at(pte);
      bool child_goes = whole && tables_go;
      taken = unmap_range_level(table, child, level + 1, iova + done, reach, child_goes, gather);
      if (taken < reach) {
        done += taken;
        break;
      }
      if (child_goes) table_defer(&table->memory, child, &gather->tables);
    }
    if (leaf || (whole && tables_go)) {
      write_pte(&base[index], EMPTY);
      if (cleared++ == 0) first_cleared = index;
      if (leaf) leaves++;
    }
    offset = 0;
    done += taken;
    index++;
  }
  finish_run(table, base, level, first_cleared, cleared, leaves);
  return done;
}

/* Goes down to the lowest table that holds the whole range, and unmaps from there on. */
static size_t walk_and_unmap_range(struct ub_page_table *table, uint64_t iova, size_t size,
                                   struct ub_gather *gather) {
  ub_pte *base = table->root;
  unsigned level = table->start_level;
  COUNT(probe_walk(iova));
  for (; fits_below(iova, size, level); level++) {
    unsigned index = index_at(table, iova, level);
    uint64_t pte = read_pte(&base[index]);
    COUNT(probe_read_ptes(level, index, 1));
    if (pte == EMPTY) return 0;
    if (is_leaf(pte, level)) break;
    COUNT(probe_visit(level));
    base = table_at(pte);
  }
  return unmap_range_level(table, base, level, iova, size, false, gather);
}

/*
 * Unmaps a whole range in one descent, whatever its leaves are, as generic_pt's unmap_range does:
 * one gathered range for the operation, without a call, and one write-back for a table's run.
 * Returns the bytes unmapped, up to a hole, or more than asked for where the last leaf reaches
 * beyond the range.
 */
static size_t unmap_range(struct ub_table_ops *ops, uint64_t iova, size_t size,
                          struct ub_gather *gather) {
  struct ub_page_table *table = page_table_of(ops);
  if (!iovas_in_range(table, iova, size)) return 0;
  size_t unmapped = walk_and_unmap_range(table, iova, size, gather);
  if (unmapped > 0 && !gather->queued) {
    COUNT(probe_range_add(iova, iova + unmapped, GRANULE));
    if (gather_cannot_take(gather, iova, unmapped, GRANULE)) {
      table->tlb->sync_now(gather, table->cookie);
    }
    gather_add(gather, iova, unmapped, GRANULE);
  }
  return unmapped;
}

#endif
