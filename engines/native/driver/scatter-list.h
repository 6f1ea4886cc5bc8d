/*
 * Segments of physical memory that are mapped one behind the other in iova: entries `from` to
 * `to` of two columns, in bytes; and a position in them.
 */
#ifndef UB_DRIVER_SCATTER_LIST_H
#define UB_DRIVER_SCATTER_LIST_H

#include <stddef.h>
#include <stdint.h>

struct ub_scatter_list {
  const uint64_t *paddr;
  const uint64_t *size;
  size_t from;
  size_t to;
  /* Physical address at the position, and the bytes from there that lie side by side in memory. */
  uint64_t here;
  size_t left;
  /* The first segment behind them. */
  size_t next;
};

/* Moves on by `bytes`, at most `left`. */
static inline void list_advance(struct ub_scatter_list *list, size_t bytes) {
  list->here += bytes;
  list->left -= bytes;
  if (list->left > 0) return;
  if (list->next < list->to) list->here = list->paddr[list->next];
  while (list->next < list->to && list->paddr[list->next] == list->here + list->left) {
    list->left += list->size[list->next++];
  }
}

static inline void list_rewind(struct ub_scatter_list *list) {
  list->next = list->from;
  list->left = 0;
  list_advance(list, 0);
}

#endif
