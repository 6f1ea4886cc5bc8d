/*
 * A page table, compiled for the `geometry` of the file that includes this: all of it is one object,
 * as io-pgtable-arm.c is. Calls within it are the compiler's to inline, and calls into it are not.
 */
#ifndef UB_TABLE_PAGE_TABLE_OF_FORMAT_H
#define UB_TABLE_PAGE_TABLE_OF_FORMAT_H

#include <stdlib.h>

#include "table/entries.h"
#include "table/layout.h"
#include "table/leaves.h"
#include "table/table-paths.h"

/* Tables of a new arena lie side by side, as those of a concatenated root must. */
static ub_pte *allocate_root(struct ub_page_table *table) {
  ub_pte *root = allocate_table(table, table->start_level);
  for (unsigned tables = table->root_entries / ENTRIES; root != NULL && tables > 1;
       tables--) {
    if (allocate_table(table, table->start_level) == NULL) return NULL;
  }
  return root;
}

/* Whether a table of all levels has a root of tables side by side, at most `most`, for one level less. */
static bool concatenates(unsigned ias, unsigned most) {
  return levels_for(ias) == geometry.last_level + 1 && 1u << top_bits_of(ias) <= most;
}

static uint64_t in_use(struct ub_table_ops *ops) {
  return tables_in_use(&page_table_of(ops)->memory);
}

static uint64_t memory_bytes(struct ub_table_ops *ops) {
  return table_memory_bytes(&page_table_of(ops)->memory);
}

static void page_table_close(struct ub_table_ops *ops) {
  struct ub_page_table *table = page_table_of(ops);
  table_memory_close(&table->memory);
  free(table);
}

static struct ub_table_ops *page_table_open(const struct ub_domain_config *config,
                                            const struct ub_format *format,
                                            struct ub_semantics semantics,
                                            enum ub_table_paths paths,
                                            const struct ub_tlb_ops *tlb, void *cookie) {
  struct ub_page_table *table = calloc(1, sizeof *table);
  if (table == NULL) return NULL;
  if (!table_memory_open(&table->memory, config->max_tables, GRANULE)) {
    free(table);
    return NULL;
  }
  table->ops = table_paths[paths].ops;
  table->run_write_back = table_paths[paths].run_write_back;
  table->format = format;
  table->semantics = semantics;
  /* Nor does a contiguous leaf come apart: engines/table/formats/format.ts. */
  if (HAS_CONTIGUOUS) table->semantics.splits_blocks = false;
  table->tlb = tlb;
  table->cookie = cookie;
  table->coherent = config->coherent;
  table->seen = geometry.type | (config->coherent ? 0 : geometry.written_back);
  table->pgsize_bitmap = config->pgsize_bitmap;
  table->iova_end = UINT64_C(1) << config->ias;
  table->paddr_end = UINT64_C(1) << config->oas;
  lay_out(table, config->ias, concatenates(config->ias, format->concatenated_roots));
  for (int prot = 0; prot < 16; prot++) {
    table->attributes[prot] = access_attributes(format, prot);
  }
  table->root = allocate_root(table);
  if (table->root != NULL) return &table->ops;
  page_table_close(&table->ops);
  return NULL;
}

static const struct ub_table_kind page_tables = {
  .open = page_table_open,
  .inspection = {
    .translate = translate,
    .leaves = visit_leaves,
    .tables_in_use = in_use,
    .reachable_tables = reachable_tables,
    .memory_bytes = memory_bytes,
    .close = page_table_close,
#ifdef UB_COUNT
    .entries = visit_entries,
#endif
  },
};

#endif
