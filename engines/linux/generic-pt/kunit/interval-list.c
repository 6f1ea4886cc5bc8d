/* SPDX-License-Identifier: GPL-2.0-only */
#include "generic-pt/kunit/interval-list.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

int mtree_insert_range(struct maple_tree *tree, unsigned long first, unsigned long last,
                       void *entry, unsigned gfp) {
  (void)gfp;
  for (size_t at = 0; at < tree->count; at++) {
    if (tree->intervals[at].first <= last && first <= tree->intervals[at].last) return -EEXIST;
  }
  struct interval *more = realloc(tree->intervals, (tree->count + 1) * sizeof *more);
  if (more == NULL) return -ENOMEM;
  more[tree->count++] = (struct interval){ .first = first, .last = last, .entry = entry };
  tree->intervals = more;
  return 0;
}

void mtree_destroy(struct maple_tree *tree) {
  free(tree->intervals);
  *tree = (struct maple_tree){ 0 };
}

void *mas_find(struct ma_state *search, unsigned long end) {
  const struct interval *found = NULL;
  for (size_t at = 0; !search->ended && at < search->tree->count; at++) {
    const struct interval *one = &search->tree->intervals[at];
    bool fits = one->last >= search->next && one->first <= end;
    if (fits && (found == NULL || one->first < found->first)) found = one;
  }
  if (found == NULL) return NULL;
  search->index = found->first;
  search->last = found->last;
  search->next = found->last + 1;
  search->ended = found->last == ULONG_MAX;
  return found->entry;
}

void mas_erase(struct ma_state *search) {
  struct maple_tree *tree = search->tree;
  size_t at = 0;
  while (at < tree->count && tree->intervals[at].first != search->index) at++;
  if (at < tree->count) tree->intervals[at] = tree->intervals[--tree->count];
}
