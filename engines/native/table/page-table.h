/* A page table of one domain: its memory, and what its walker must look up. */
#ifndef UB_TABLE_PAGE_TABLE_H
#define UB_TABLE_PAGE_TABLE_H

#include "contract/domain.h"
#include "contract/probe.h"
#include "contract/semantics.h"
#include "driver/table-ops.h"
#include "table/formats/format.h"
#include "table/memory.h"
#include "table/pte.h"

enum { MOST_LEVELS = 4 };

struct ub_page_table {
  /* What the driver calls. */
  struct ub_table_ops ops;
  const struct ub_format *format;
  struct ub_semantics semantics;
  /* The driver's TLB ops, and what they are called with. */
  const struct ub_tlb_ops *tlb;
  void *cookie;
  ub_pte *root;
  /* Entries of the root: those of several tables side by side if concatenated. */
  unsigned root_entries;
  unsigned start_level;
  bool coherent;
  /* Where it is not coherent: whether an unmap writes a table's run back at once, or each pte by itself. */
  bool run_write_back;
  uint64_t pgsize_bitmap;
  /* Ends of the input and output address spaces, exclusive. */
  uint64_t iova_end;
  uint64_t paddr_end;
  /* The bits that show a map whether it can follow an entry: its type, and that it was written back. */
  uint64_t seen;
  /* By level: entries minus one, those of the whole root at its level. */
  unsigned index_mask[MOST_LEVELS];
  /* Attributes of a leaf by its UB_PROT_* bits, its type apart. */
  uint64_t attributes[16];
  struct ub_table_memory memory;
};

static inline struct ub_page_table *page_table_of(struct ub_table_ops *ops) {
  return (struct ub_page_table *)(void *)ops;
}

static inline size_t smaller_of(size_t a, size_t b) {
  return a < b ? a : b;
}

#endif
