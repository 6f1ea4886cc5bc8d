/* SPDX-License-Identifier: GPL-2.0-only */
/* Intervals of addresses that do not overlap, in place of the kernel's maple tree. */
#ifndef UB_GENERIC_PT_INTERVAL_LIST_H
#define UB_GENERIC_PT_INTERVAL_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct interval {
  unsigned long first;
  unsigned long last;
  void *entry;
};

struct maple_tree {
  /* In no order. */
  struct interval *intervals;
  size_t count;
};

/* A search: the interval that was found last, and where it continues. */
struct ma_state {
  struct maple_tree *tree;
  unsigned long index;
  unsigned long last;
  unsigned long next;
  bool ended;
};

#define MA_STATE(name, intervals, first, end) \
  struct ma_state name = { .tree = (intervals), .index = (first), .last = (end), .next = (first) }

/* Addresses that a maple tree keeps for itself. */
#define MAPLE_RESERVED_RANGE 4096
#define XA_ZERO_ENTRY ((void *)1)

#define mt_init(tree) ((void)(*(tree) = (struct maple_tree){ 0 }))
#define mtree_lock(tree) ((void)(tree))
#define mtree_unlock(tree) ((void)(tree))
#define mas_pause(search) ((void)(search))
#define mas_for_each(search, found, end) \
  for ((found) = mas_find((search), (end)); (found) != NULL; (found) = mas_find((search), (end)))

/* -EEXIST where it overlaps another, -ENOMEM where there is no memory. */
int mtree_insert_range(struct maple_tree *tree, unsigned long first, unsigned long last,
                       void *entry, unsigned gfp);
void mtree_destroy(struct maple_tree *tree);

/* What the next interval that begins at `end` or before holds; NULL where there is none. */
void *mas_find(struct ma_state *search, unsigned long end);
/* Takes out what was found last. */
void mas_erase(struct ma_state *search);

#endif
