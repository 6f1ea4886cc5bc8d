/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all formats' page tables have in common: how one is opened and closed around the kernel's own
 * initialisation, and in the build that counts the ops that say where a call begins and ends.
 */
#include "generic-pt/opened.h"

#include <stdlib.h>

#include "driver/smmu.h"

/* The kernel asks for a sync in mid-operation: where a map took tables' place, or before a gap. */
static void sync_now(struct iommu_domain *kernels, struct iommu_iotlb_gather *gather) {
  struct ub_domain *domain = opened_of(container_of(kernels, struct pt_iommu, domain))->domain;
  domain->ops->iotlb_sync(domain, gather);
}

/* Nobody else walks the table, and no hardware holds its root. */
static void change_top(struct pt_iommu *table, phys_addr_t root, unsigned level) {
  (void)table;
  (void)root;
  (void)level;
}

static spinlock_t *get_top_lock(struct pt_iommu *table) {
  return &opened_of(table)->top_lock;
}

const struct pt_iommu_driver_ops top_ops = {
  .change_top = change_top,
  .get_top_lock = get_top_lock,
};

struct opened *opened_for(const struct ub_domain_config *config, const struct format_view *view,
                          size_t bytes, struct ub_domain *domain) {
  struct opened *opened = aligned_alloc(64, (sizeof *opened + bytes + 63) / 64 * 64);
  if (opened == NULL) return NULL;
  memset(opened, 0, sizeof *opened + bytes);
  opened->view = view;
  opened->arena = arena_open(config->max_tables, 0);
  if (opened->arena == NULL) {
    free(opened);
    return NULL;
  }
  opened->arena->library = opened;
  opened->domain = domain;
  opened->device.node = opened->arena->node;
  opened->iova_end = UINT64_C(1) << config->ias;
  opened->domain_ops.iotlb_sync = sync_now;
  return opened;
}

void opened_drop(struct opened *opened) {
  arena_close(opened->arena);
  free(opened);
}

#ifdef UB_COUNT
static int counted_map_range(struct pt_iommu *table, dma_addr_t iova, phys_addr_t paddr,
                             dma_addr_t len, unsigned prot, gfp_t gfp, size_t *mapped) {
  struct opened *opened = opened_of(table);
  accesses_begin(opened->arena, iova);
  int error = opened->kernels->map_range(table, iova, paddr, len, prot, gfp, mapped);
  accesses_end();
  return error;
}

static size_t counted_unmap_range(struct pt_iommu *table, dma_addr_t iova, dma_addr_t len,
                                  struct iommu_iotlb_gather *gather) {
  struct opened *opened = opened_of(table);
  accesses_begin(opened->arena, iova);
  size_t unmapped = opened->kernels->unmap_range(table, iova, len, gather);
  accesses_end();
  return unmapped;
}

static const struct pt_iommu_ops counted_ops = {
  .map_range = counted_map_range,
  .unmap_range = counted_unmap_range,
};

void library_stored(const struct arena *arena, unsigned level, uint64_t before, uint64_t now) {
  struct opened *opened = arena->library;
  bool cleared = before != 0 && now == 0;
  if (cleared && opened->view->is_leaf(opened, level, before)) probe_clear_leaves(1);
  if (now != 0 && opened->view->is_leaf(opened, level, now)) probe_map_leaves(level == LAST_LEVEL, 1);
}
#endif

void opened_is_ready(struct opened *opened, const struct ub_domain_config *config) {
  struct ub_table_ops *ops = ops_of(opened);
  /* As a driver narrows them. */
  ops->domain.pgsize_bitmap &= config->pgsize_bitmap;
#ifdef UB_COUNT
  opened->kernels = ops->ops;
  ops->ops = &counted_ops;
#endif
}

void opened_close(struct ub_table_ops *ops) {
  struct opened *opened = opened_of(ops);
#ifdef UB_COUNT
  ops->ops = opened->kernels;
#endif
  pt_iommu_deinit(ops);
  opened_drop(opened);
}

/* Whether a leaf that leads to address 0 holds an iova: the kernel's answer is 0 for none, too. */
struct looked_for {
  uint64_t iova;
  bool found;
};

static bool look(void *context, uint64_t iova, uint64_t paddr, uint64_t size) {
  struct looked_for *looked = context;
  (void)paddr;
  looked->found = iova <= looked->iova && looked->iova < iova + size;
  return false;
}

void opened_leaves(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *leaf, void *context) {
  struct opened *opened = opened_of(ops);
  if (from < opened->iova_end) opened->view->leaves(opened, from, leaf, context);
}

uint64_t opened_translate(struct ub_table_ops *ops, uint64_t iova) {
  if (iova >= opened_of(ops)->iova_end) return UB_NOT_MAPPED;
  uint64_t paddr = ops->domain.ops->iova_to_phys(&ops->domain, iova);
  if (paddr != 0) return paddr;
  struct looked_for looked = { .iova = iova };
  opened_leaves(ops, iova, look, &looked);
  return looked.found ? 0 : UB_NOT_MAPPED;
}

uint64_t opened_tables(struct ub_table_ops *ops) {
  return opened_of(ops)->arena->tables;
}

uint64_t opened_reachable(struct ub_table_ops *ops) {
  struct opened *opened = opened_of(ops);
  return opened->view->reachable(opened);
}

uint64_t opened_memory_bytes(struct ub_table_ops *ops) {
  return arena_memory_bytes(opened_of(ops)->arena);
}

#ifdef UB_COUNT
void opened_entries(struct ub_table_ops *ops, ub_entry_visitor *entry, void *context) {
  struct opened *opened = opened_of(ops);
  opened->view->entries(opened, entry, context);
}
#endif
