#ifndef UB_TABLE_MAP_LIST_H
#define UB_TABLE_MAP_LIST_H

#include "table/descend.h"
#include "table/write-leaves.h"

#define DECLARE_MAP_LIST_LEVEL(level)                                                              \
  INSTANCE int map_list_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova,   \
                                      size_t size, struct ub_scatter_list *list, int prot,        \
                                      size_t *mapped);

EACH_LEVEL(DECLARE_MAP_LIST_LEVEL)

/* Maps what lies within the table `base`, segment by segment. */
FAST int map_list_level(struct ub_page_table *table, ub_pte *base, unsigned level, uint64_t iova,
                        size_t size, struct ub_scatter_list *list, int prot, size_t *mapped) {
  COUNT(probe_visit(level));
  size_t span = span_of(level);
  bool leaves_here = may_be_leaf(table, level);
  for (size_t done = 0; done < size;) {
    uint64_t at = iova + done;
    size_t left = smaller_of(size - done, list->left);
    size_t offset = offset_in(at, level);
    if (leaves_here && left >= span && offset == 0 && offset_in(list->here, level) == 0) {
      unsigned index = index_at(table, at, level);
      size_t count = smaller_of(left >> shift_of(level), entries_from(index));
      int error = write_run(table, base, level, index, at, list->here, count, prot,
                           mapped);
      if (error != 0) return error;
      list_advance(list, count << shift_of(level));
      done += count << shift_of(level);
    } else {
      size_t below = smaller_of(span - offset, size - done);
      ub_pte *child = descend_or_install(table, base, level, at);
      if (is_refused(child)) return error_of(child);
      int error =
        AT_LEVEL(map_list_level, level + 1, table, child, at, below, list, prot, mapped);
      if (error != 0) return error;
      done += below;
    }
  }
  return 0;
}

#define MAP_LIST_LEVEL_OF(level)                                                                  \
  INSTANCE int map_list_level_##level(struct ub_page_table *table, ub_pte *base, uint64_t iova,  \
                                      size_t size, struct ub_scatter_list *list, int prot,       \
                                      size_t *mapped) {                                          \
    return map_list_level(table, base, level, iova, size, list, prot, mapped);                   \
  }

EACH_LEVEL(MAP_LIST_LEVEL_OF)

/*
 * Maps a scatter list in one descent over its whole iova range: the walk stays where it is while the
 * memory behind it changes. Adds what it mapped to `mapped`; undoes nothing on an error.
 */
static int map_list(struct ub_table_ops *ops, uint64_t iova, struct ub_scatter_list *list,
                    int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  struct ub_page_table *table = page_table_of(ops);
  if (!allows_access(prot)) return -EINVAL;
  size_t size = 0;
  for (size_t at = list->from; at < list->to; at++) {
    if (!in_range(table, iova + size, list->paddr[at], list->size[at])) return -ERANGE;
    size += list->size[at];
  }
  COUNT(probe_walk(iova));
  list_rewind(list);
  int error = AT_LEVEL(map_list_level, table->start_level, table, table->root, iova, size, list,
                       prot, mapped);
  COUNT(probe_write_barrier());
  write_barrier();
  return error;
}

#endif
