/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page table of io-pgtable-arm under our drivers, for the `geometry` of the including file: how it
 * is opened, looked into and closed. Looking into it reads its entries as tier native reads its own.
 */
#ifndef UB_IO_PGTABLE_ARM_TABLE_H
#define UB_IO_PGTABLE_ARM_TABLE_H

#include <stdlib.h>

#include "io-pgtable-arm/counted-ops.h"
#include "io-pgtable-arm/opened.h"
#include "table/entries.h"
#include "table/layout.h"
#include "table/leaves.h"
#include "table/translate.h"

/* Before v5.6 there were two, of which one was used. */
#define FIRST_OF(roots) (*(const u64 *)&(roots))

static void flush_all(void *cookie) {
  (void)cookie;
}

static struct iommu_flush_ops flush_ops_of(const struct ub_tlb_ops *tlb) {
  return (struct iommu_flush_ops){
    .tlb_flush_all = flush_all,
    .tlb_flush_walk = COUNTED_OR(counted_flush_walk, tlb->flush_walk),
    .tlb_add_page = tlb->add_page == NULL ? NULL : COUNTED_OR(counted_add_page, tlb->add_page),
  };
}

static struct io_pgtable_cfg cfg_of(struct opened *opened, const struct ub_domain_config *config) {
  struct io_pgtable_cfg cfg = {
    /* A domain may use fewer page sizes than its table; the granule is chosen by the smallest. */
    .pgsize_bitmap = config->pgsize_bitmap | GRANULE,
    .ias = config->ias,
    .oas = config->oas,
    .coherent_walk = config->coherent,
    .tlb = &opened->tlb,
    .iommu_dev = &opened->device,
  };
#ifdef IO_PGTABLE_QUIRK_NON_STRICT
  /* Before the gather told that a flush queue invalidates. */
  if (!config->strict) cfg.quirks |= IO_PGTABLE_QUIRK_NON_STRICT;
#endif
  return cfg;
}

/* How the table is to be read: from its root on, which is several tables where its memory is. */
static void look_at(struct opened *opened, const struct ub_domain_config *config, phys_addr_t root) {
  struct ub_page_table *view = &opened->view;
  view->root = __va(root);
  view->iova_end = UINT64_C(1) << config->ias;
  lay_out(view, config->ias, block_bytes(__va(root)) > GRANULE);
}

static struct ub_table_ops *open_table(const struct ub_domain_config *config,
                                       const struct ub_format *format,
                                       struct ub_semantics semantics, enum ub_table_paths paths,
                                       const struct ub_tlb_ops *tlb, void *cookie) {
  (void)semantics;
  (void)paths;
  bool second = format->concatenated_roots > 1;
  struct opened *opened = calloc(1, sizeof *opened);
  if (opened == NULL) return NULL;
  opened->arena = arena_open(config->max_tables, (unsigned)get_order(GRANULE));
  if (opened->arena == NULL) {
    free(opened);
    return NULL;
  }
  opened->arena->root_level = geometry.last_level + 1 - levels_for(config->ias);
  opened->device.node = opened->arena->node;
  opened->tlb = flush_ops_of(tlb);
  struct io_pgtable_cfg cfg = cfg_of(opened, config);
  LISTEN(true);
  opened->ops = alloc_io_pgtable_ops(second ? ARM_64_LPAE_S2 : ARM_64_LPAE_S1, &cfg, cookie);
  LISTEN(false);
  if (opened->ops == NULL) {
    arena_close(opened->arena);
    free(opened);
    return NULL;
  }
  look_at(opened, config, second ? cfg.arm_lpae_s2_cfg.vttbr : FIRST_OF(cfg.arm_lpae_s1_cfg.ttbr));
#ifdef UB_COUNT
  opened->view.ops = counted_ops_of(opened->ops);
  return &opened->view.ops;
#else
  return opened->ops;
#endif
}

static void close_table(struct ub_table_ops *ops) {
  struct opened *opened = opened_of(ops);
  free_io_pgtable_ops(opened->ops);
  arena_close(opened->arena);
  free(opened);
}

/* The kernel's own answer; where it is 0, whether that is an address. */
static uint64_t translate_by_kernel(struct ub_table_ops *ops, uint64_t iova) {
  struct opened *opened = opened_of(ops);
  if (iova >= opened->view.iova_end) return UB_NOT_MAPPED;
  uint64_t paddr = opened->ops->iova_to_phys(opened->ops, iova);
  return paddr != 0 || translate(&opened->view.ops, iova) == 0 ? paddr : UB_NOT_MAPPED;
}

static void visit_opened(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *leaf,
                         void *context) {
  visit_leaves(&opened_of(ops)->view.ops, from, leaf, context);
}

#ifdef UB_COUNT
static void visit_entries_opened(struct ub_table_ops *ops, ub_entry_visitor *entry, void *context) {
  visit_entries(&opened_of(ops)->view.ops, entry, context);
}
#endif

static uint64_t in_use(struct ub_table_ops *ops) {
  return opened_of(ops)->arena->tables;
}

static uint64_t reachable(struct ub_table_ops *ops) {
  return reachable_tables(&opened_of(ops)->view.ops);
}

static uint64_t memory_bytes(struct ub_table_ops *ops) {
  return arena_memory_bytes(opened_of(ops)->arena);
}

/* The sizes of output addresses that a register of the hardware can hold. */
static bool known_oas(unsigned oas) {
  return oas == 32 || oas == 36 || oas == 40 || oas == 42 || oas == 44 || oas == 48;
}

static const char *problem(const struct ub_domain_config *config, const struct ub_format *format) {
  (void)format;
  if (!known_oas(config->oas)) return "io-pgtable-arm knows an oas of 32, 36, 40, 42, 44 or 48";
  return NULL;
}

static const struct ub_table_kind kernel_tables = {
  .problem = problem,
  .open = open_table,
  .inspection = {
    .translate = translate_by_kernel,
    .leaves = visit_opened,
    .tables_in_use = in_use,
    .reachable_tables = reachable,
    .memory_bytes = memory_bytes,
    .close = close_table,
#ifdef UB_COUNT
    .entries = visit_entries_opened,
#endif
  },
};

/* Stage 1 and stage 2; only the latter's roots are ever several tables. */
#define FORMATS_OF(granule)                                                                   \
  const struct ub_format io_pgtable_arm_##granule = {                                        \
    .name = "arm-lpae-" #granule,                                                            \
    .geometry = &geometry,                                                                   \
    .tables = &kernel_tables,                                                                \
    .concatenated_roots = 1,                                                                 \
    .max_ias = 48,                                                                           \
    .max_oas = 48,                                                                           \
  };                                                                                         \
  const struct ub_format io_pgtable_arm_##granule##_s2 = {                                   \
    .name = "arm-lpae-" #granule "-s2",                                                      \
    .geometry = &geometry,                                                                   \
    .tables = &kernel_tables,                                                                \
    .concatenated_roots = 16,                                                                \
    .max_ias = 48,                                                                           \
    .max_oas = 48,                                                                           \
  }

#endif
