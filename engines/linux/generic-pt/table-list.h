/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tables that went, as the kernel's generic_pt lists them: linked through notes beside the pages. It
 * takes the place of native/table/table-list.h in all objects of this library, for the core's gather
 * is the kernel's here.
 */
#ifndef UB_GENERIC_PT_TABLE_LIST_H
#define UB_GENERIC_PT_TABLE_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "shim/list-head.h"

struct ub_table_list {
  struct list_head pages;
};

/* Makes a list empty. It points to itself then, so that a copy of it is none. */
static inline void tables_none(struct ub_table_list *list) {
  list->pages.next = &list->pages;
  list->pages.prev = &list->pages;
}

static inline bool tables_are_none(const struct ub_table_list *list) {
  return list->pages.next == &list->pages;
}

/* Hands all tables of `from` on to `to`, which may be anything before; `from` is empty afterwards. */
static inline void tables_move(struct ub_table_list *to, struct ub_table_list *from) {
  tables_none(to);
  if (tables_are_none(from)) return;
  *to = *from;
  to->pages.next->prev = &to->pages;
  to->pages.prev->next = &to->pages;
  tables_none(from);
}

static inline uint64_t tables_listed(const struct ub_table_list *list) {
  uint64_t count = 0;
  const struct list_head *at = list->pages.next;
  for (; at != &list->pages; at = at->next) count++;
  return count;
}

/* Frees what a list holds, counts it, and leaves the list empty. */
void free_listed_tables(struct ub_table_list *list);

/* Empties a list; most have nothing in them. */
static inline void free_tables(struct ub_table_list *list) {
  if (!tables_are_none(list)) free_listed_tables(list);
}

#endif
