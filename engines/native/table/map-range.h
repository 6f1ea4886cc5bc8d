#ifndef UB_TABLE_MAP_RANGE_H
#define UB_TABLE_MAP_RANGE_H

#include "table/descend.h"
#include "table/write-leaves.h"

/* Leaves of whatever level fits best. */
#define BEST_LEVEL UINT32_MAX

/* Maps what lies within the table `base`: runs of leaves here where they fit, else one level down. */
static int map_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                     uint64_t paddr, size_t size, unsigned leaf_level, int prot, size_t *mapped) {
  COUNT(probe_visit(level));
  if (level == geometry.last_level) {
    unsigned index = index_at(table, iova, level);
    size_t count = size >> shift_of(level);
    return write_run(table, base, level, index, iova, paddr, count, prot, mapped);
  }

  size_t span = span_of(level);
  bool leaves_here = leaf_level == BEST_LEVEL ? may_be_leaf(table, level) : level == leaf_level;
  for (size_t done = 0; done < size;) {
    uint64_t at = iova + done;
    uint64_t to = paddr + done;
    size_t left = size - done;
    size_t offset = offset_in(at, level);
    if (leaves_here && left >= span && offset == 0 && offset_in(to, level) == 0) {
      unsigned index = index_at(table, at, level);
      size_t count = smaller_of(left >> shift_of(level), entries_from(index));
      int error = write_run(table, base, level, index, at, to, count, prot, mapped);
      if (error != 0) return error;
      done += count << shift_of(level);
    } else {
      size_t below = smaller_of(span - offset, left);
      ub_pte *child = descend_or_install(table, base, level, at);
      if (is_refused(child)) return error_of(child);
      int error = map_level(table, child, level + 1, at, to, below, leaf_level, prot, mapped);
      if (error != 0) return error;
      done += below;
    }
  }
  return 0;
}

/* Goes down to the lowest table that holds the whole range, and maps from there on. */
static int walk_and_map_range(struct ub_page_table *table, uint64_t iova, uint64_t paddr,
                              size_t size, unsigned leaf_level, int prot, size_t *mapped) {
  ub_pte *base = table->root;
  unsigned level = table->start_level;
  COUNT(probe_walk(iova));
  for (; fits_below(iova, size, level); level++) {
    COUNT(probe_visit(level));
    base = descend_or_install(table, base, level, iova);
    if (is_refused(base)) return error_of(base);
  }
  return map_level(table, base, level, iova, paddr, size, leaf_level, prot, mapped);
}

static int map_leaves(struct ub_page_table *table, uint64_t iova, uint64_t paddr, size_t size,
                      unsigned leaf_level, int prot, size_t *mapped) {
  if (!allows_access(prot)) return -EINVAL;
  if (!in_range(table, iova, paddr, size)) return -ERANGE;
  int error = walk_and_map_range(table, iova, paddr, size, leaf_level, prot, mapped);
  COUNT(probe_write_barrier());
  write_barrier();
  return error;
}

/*
 * Maps a whole range in one descent over mixed page sizes, as generic_pt's map_range does. Adds what
 * it mapped to `mapped`; undoes nothing on an error.
 */
static int map_range(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t size,
                     int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  return map_leaves(page_table_of(ops), iova, paddr, size, BEST_LEVEL, prot, mapped);
}

/* Maps a run of `pgcount` pages of one size in one descent, across tables. */
static int map_whole_run(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                         size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize)) return -EINVAL;
  unsigned level = level_of(pgsize);
  return map_leaves(table, iova, paddr, pgsize * pgcount, level, prot, mapped);
}

#endif
