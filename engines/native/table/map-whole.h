#ifndef UB_TABLE_MAP_WHOLE_H
#define UB_TABLE_MAP_WHOLE_H

#include "table/descend.h"
#include "table/write-leaves.h"

#define DECLARE_MAP_LEVEL(level)                                                                \
  INSTANCE int map_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova,     \
                                 uint64_t paddr, size_t size, uint64_t leaf_sizes, int prot,   \
                                 size_t *mapped);

EACH_LEVEL(DECLARE_MAP_LEVEL)

/*
 * Maps what lies within the table `base`: runs of leaves of `leaf_sizes` here where they fit, else
 * one level down.
 */
FAST int map_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                   uint64_t paddr, size_t size, uint64_t leaf_sizes, int prot, size_t *mapped) {
  COUNT(probe_visit(level));
  if (level == geometry.last_level) {
    unsigned index = index_at(table, iova, level);
    size_t count = size >> shift_of(level);
    return write_run(table, base, level, index, iova, paddr, count, prot, mapped);
  }

  size_t span = span_of(level);
  bool leaves_here = (leaf_sizes & span) != 0;
  for (size_t done = 0; done < size;) {
    uint64_t at = iova + done;
    uint64_t to = paddr + done;
    size_t left = size - done;
    size_t offset = offset_in(at, level);
    if (leaves_here && left >= span && offset == 0 && offset_in(to, level) == 0) {
      unsigned index = index_at(table, at, level);
      size_t count = smaller_of(left >> shift_of(level), entries_from(index));
      int error =
        write_run(table, base, level, index, at, to, count, prot, mapped);
      if (error != 0) return error;
      done += count << shift_of(level);
    } else {
      size_t below = smaller_of(span - offset, left);
      ub_pte *child = descend_or_install(table, base, level, at);
      if (is_refused(child)) return error_of(child);
      int error =
        AT_LEVEL(map_level, level + 1, table, child, at, to, below, leaf_sizes, prot, mapped);
      if (error != 0) return error;
      done += below;
    }
  }
  return 0;
}

#define MAP_LEVEL_OF(level)                                                                     \
  INSTANCE int map_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova,     \
                                 uint64_t paddr, size_t size, uint64_t leaf_sizes, int prot,   \
                                 size_t *mapped) {                                             \
    return map_level(table, base, level, iova, paddr, size, leaf_sizes, prot, mapped);         \
  }

EACH_LEVEL(MAP_LEVEL_OF)

/* Goes down to the lowest table that holds the whole range, and maps from there on. */
FAST int walk_and_map_whole(struct ub_page_table *table, uint64_t iova, uint64_t paddr,
                            size_t size, uint64_t leaf_sizes, int prot, size_t *mapped) {
  unsigned last = geometry.last_level;
  unsigned target = lowest_level(table, iova, size);
  ub_pte *base = target == last ? walk_installing(table, iova, last)
                                : AT_LEVEL(walk_installing, target, table, iova);
  if (is_refused(base)) return error_of(base);
  return target == last
           ? map_level(table, base, last, iova, paddr, size, leaf_sizes, prot, mapped)
           : AT_LEVEL(map_level, target, table, base, iova, paddr, size, leaf_sizes, prot, mapped);
}

FAST int map_whole(struct ub_page_table *table, uint64_t iova, uint64_t paddr, size_t size,
                   uint64_t leaf_sizes, int prot, size_t *mapped) {
  if (!allows_access(prot)) return -EINVAL;
  if (!in_range(table, iova, paddr, size)) return -ERANGE;
  int error = walk_and_map_whole(table, iova, paddr, size, leaf_sizes, prot, mapped);
  COUNT(probe_write_barrier());
  write_barrier();
  return error;
}

/*
 * Maps a whole range in one descent over mixed page sizes, as generic_pt's map_range does. Adds what
 * it mapped to `mapped`; undoes nothing on an error.
 */
static int map_operation(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t size,
                         int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  return map_whole(table, iova, paddr, size, table->pgsize_bitmap, prot, mapped);
}

/* Maps a run of `pgcount` pages of one size in one descent, across tables. */
static int map_whole_run(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                         size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  if (!knows_size(table, pgsize)) return -EINVAL;
  return map_whole(table, iova, paddr, pgsize * pgcount, entry_size_of(pgsize), prot, mapped);
}

#endif
