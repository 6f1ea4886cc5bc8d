/*
 * Tables that went and wait until nobody can walk them any more. They are linked by notes beside
 * the tables, so that a walker that is still on its way finds them as they were.
 *
 * A page table with a list of its own is compiled with -DUB_TABLE_LIST_HEADER, a header that has a
 * `struct ub_table_list` and functions of these names.
 */
#ifndef UB_TABLE_TABLE_LIST_H
#define UB_TABLE_TABLE_LIST_H

#ifdef UB_TABLE_LIST_HEADER
#include UB_TABLE_LIST_HEADER
#else

#include <stdint.h>

struct ub_table_memory;

struct ub_table_list {
  struct ub_table_memory *memory;
  /* Number of the first table, and how many there are. */
  uint32_t first;
  uint32_t count;
};

/* Frees what a list holds, and counts it. */
void free_listed_tables(struct ub_table_list *list);

/* Makes a list that holds none. */
static inline void tables_none(struct ub_table_list *list) {
  *list = (struct ub_table_list){0};
}

/* Hands all tables of a list on to one that holds none. */
static inline void tables_move(struct ub_table_list *to, struct ub_table_list *from) {
  *to = *from;
  tables_none(from);
}

static inline uint64_t tables_listed(const struct ub_table_list *list) {
  return list->count;
}

/* Empties a list; most have nothing in them. */
static inline void free_tables(struct ub_table_list *list) {
  if (list->count > 0) free_listed_tables(list);
}

#endif
#endif
