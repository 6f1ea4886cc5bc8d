/*
 * Tables that went and wait until nobody can walk them any more. They are linked by notes beside
 * the tables, so that a walker that is still on its way finds them as they were.
 */
#ifndef UB_TABLE_TABLE_LIST_H
#define UB_TABLE_TABLE_LIST_H

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

/* Empties a list; most have nothing in them. */
static inline void free_tables(struct ub_table_list *list) {
  if (list->count > 0) free_listed_tables(list);
}

#endif
