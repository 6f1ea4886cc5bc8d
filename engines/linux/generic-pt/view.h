/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One format of generic_pt, opened and looked into with the kernel's own iterators. A copy of the
 * format's file includes this where its self-tests would stand: so the file itself names its headers,
 * its features and the configurations that it is tested with, and a format needs no line here.
 *
 * UB_FORMAT is the format's file, UB_FORMAT_NAME what engines call it, UB_FORMAT_FEATURES what its
 * drivers ask for beside what the format forces.
 */
#include "generic-pt/opened.h"

#define JOINED_AGAIN(a, b) a##b
#define JOINED(a, b) JOINED_AGAIN(a, b)

#define pt_iommu_table_cfg JOINED(pt_iommu_table, _cfg)
#define pt_iommu_init JOINED(JOINED(pt_iommu_, PTPFX), init)
#define OWN_IOVA_TO_PHYS JOINED(JOINED(pt_iommu_, PTPFX), iova_to_phys)

int pt_iommu_init(struct pt_iommu_table *table, const struct pt_iommu_table_cfg *cfg, gfp_t gfp);

static struct pt_common *common_of(struct opened *opened) {
  return common_from_iommu(ops_of(opened));
}

struct visit {
  ub_leaf_visitor *leaf;
  void *context;
};

static int visit_table(struct pt_range *range, void *arg, unsigned level, struct pt_table_p *table) {
  const struct visit *visit = arg;
  struct pt_state pts = pt_init(range, level, table);
  for_each_pt_level_entry(&pts) {
    if (pts.type == PT_ENTRY_TABLE) {
      int stopped = pt_descend(&pts, arg, visit_table);
      if (stopped != 0) return stopped;
    } else if (pts.type == PT_ENTRY_OA) {
      uint64_t size = UINT64_C(1) << pt_entry_oa_lg2sz(&pts);
      pt_index_to_va(&pts);
      uint64_t iova = range->va & ~(size - 1);
      if (!visit->leaf(visit->context, iova, pt_entry_oa(&pts), size)) return 1;
    }
  }
  return 0;
}

static void view_leaves(struct opened *opened, uint64_t from, ub_leaf_visitor *leaf, void *context) {
  struct pt_range range = pt_top_range(common_of(opened));
  struct visit visit = { leaf, context };
  if (from > range.last_va) return;
  range.va = from;
  pt_walk_range(&range, visit_table, &visit);
}

static int count_tables(struct pt_range *range, void *arg, unsigned level, struct pt_table_p *table) {
  uint64_t *tables = arg;
  struct pt_state pts = pt_init(range, level, table);
  for_each_pt_level_entry(&pts) {
    if (pts.type != PT_ENTRY_TABLE) continue;
    (*tables)++;
    pt_descend(&pts, arg, count_tables);
  }
  return 0;
}

static uint64_t view_reachable(struct opened *opened) {
  struct pt_range range = pt_top_range(common_of(opened));
  uint64_t tables = 1;
  pt_walk_range(&range, count_tables, &tables);
  return tables;
}

#ifdef UB_COUNT
struct entries_visit {
  ub_entry_visitor *entry;
  void *context;
};

/* The address of a table stands in its entry where it is, in the formats whose entries are compared. */
static int visit_entries(struct pt_range *range, void *arg, unsigned level,
                         struct pt_table_p *table) {
  const struct entries_visit *visit = arg;
  struct pt_state pts = pt_init(range, level, table);
  for_each_pt_level_entry(&pts) {
    if (pts.type == PT_ENTRY_EMPTY) continue;
    if (pts.type == PT_ENTRY_TABLE) {
      uint64_t pte = pts.entry & ~(uint64_t)pt_table_pa(&pts);
      visit->entry(visit->context, LAST_LEVEL - level, pts.index, pte);
      pt_descend(&pts, arg, visit_entries);
      continue;
    }
    /* The iterator goes on behind all entries of a leaf. */
    const uint64_t *entries = pt_cur_table(&pts, uint64_t);
    unsigned end = pts.index + (1u << pt_entry_num_contig_lg2(&pts));
    for (unsigned index = pts.index; index < end; index++) {
      visit->entry(visit->context, LAST_LEVEL - level, index, entries[index]);
    }
  }
  return 0;
}

static void view_entries(struct opened *opened, ub_entry_visitor *entry, void *context) {
  struct pt_range range = pt_top_range(common_of(opened));
  struct entries_visit visit = { entry, context };
  pt_walk_range(&range, visit_entries, &visit);
}
#endif

/* The pte is looked at in a table of one, since the kernel's functions read it out of a table. */
static bool view_is_leaf(struct opened *opened, unsigned level, uint64_t pte) {
  struct pt_range range = pt_top_range(common_of(opened));
  struct pt_state pts = pt_init_top(&range);
  pts.level = LAST_LEVEL - level;
  pts.table = (struct pt_table_p *)&pte;
  pts.index = 0;
  return pt_load_entry_raw(&pts) == PT_ENTRY_OA;
}

static const struct format_view view = {
  .leaves = view_leaves,
  .reachable = view_reachable,
#ifdef UB_COUNT
  .entries = view_entries,
#endif
  .is_leaf = view_is_leaf,
};

/* The configuration for `ias` bits: the narrowest that the format's own tests have and that reaches. */
static struct pt_iommu_table_cfg cfg_for(unsigned ias) {
  struct pt_iommu_table_cfg best = { .common.hw_max_vasz_lg2 = PT_MAX_VA_ADDRESS_LG2 };
#ifdef kunit_fmt_cfgs
  bool found = false;
  for (size_t at = 0; at < ARRAY_SIZE(kunit_fmt_cfgs); at++) {
    struct pt_iommu_table_cfg cfg = kunit_fmt_cfgs[at];
    if (cfg.common.hw_max_vasz_lg2 == 0) cfg.common.hw_max_vasz_lg2 = PT_MAX_VA_ADDRESS_LG2;
    if (cfg.common.hw_max_vasz_lg2 < ias) continue;
    if (found && cfg.common.hw_max_vasz_lg2 >= best.common.hw_max_vasz_lg2) continue;
    best = cfg;
    found = true;
  }
#endif
  return best;
}

static unsigned features_for(const struct ub_domain_config *config) {
  unsigned features = PT_FORCE_ENABLED_FEATURES | (UB_FORMAT_FEATURES);
  return config->coherent ? features : features | BIT(PT_FEAT_DMA_INCOHERENT);
}

/* The page sizes of a level's leaves. */
static uint64_t sizes_of(const struct pt_state *pts) {
  return pt_can_have_leaf(pts) ? pt_possible_sizes(pts) : 0;
}

/* By page size: what a table of such leaves spans. */
static void note_table_shifts(struct opened *opened) {
  struct pt_range range = pt_top_range(common_of(opened));
  struct pt_state pts = pt_init_top(&range);
  memset(opened->table_shift, PAGE_SIZE_SHIFTS - 1, sizeof opened->table_shift);
  for (pts.level = 0; pts.level <= range.top_level; pts.level++) {
    uint64_t sizes = sizes_of(&pts);
    for (unsigned shift = 0; shift < PAGE_SIZE_SHIFTS; shift++) {
      if ((sizes >> shift & 1) != 0) opened->table_shift[shift] = (uint8_t)pt_table_oa_lg2sz(&pts);
    }
  }
}

/*
 * A table that nothing was allocated for, to be asked what one on this domain would be. Returns whether
 * there is one.
 */
static bool imagine(struct pt_iommu_table *table, const struct ub_domain_config *config) {
  struct pt_iommu_table_cfg cfg = cfg_for(config->ias);
  struct pt_common *common = common_from_iommu(&table->iommu);
  memset(table, 0, sizeof *table);
  cfg.common.features = common->features = features_for(config);
  cfg.common.hw_max_oasz_lg2 = common->max_oasz_lg2 = (u8)config->oas;
  common->max_vasz_lg2 = cfg.common.hw_max_vasz_lg2;
  return pt_iommu_fmt_init(table, &cfg) == 0;
}

static unsigned root_level_of(const struct ub_domain_config *config) {
  struct pt_iommu_table table;
  if (!imagine(&table, config)) return 0;
  return LAST_LEVEL - pt_top_range(common_from_iommu(&table.iommu)).top_level;
}

static uint64_t all_sizes(const struct ub_domain_config *config) {
  struct pt_iommu_table table;
  if (!imagine(&table, config)) return 0;
  struct pt_range range = pt_top_range(common_from_iommu(&table.iommu));
  struct pt_state pts = pt_init_top(&range);
  uint64_t sizes = 0;
  for (pts.level = 0; pts.level <= range.top_level; pts.level++) sizes |= sizes_of(&pts);
  return sizes;
}

static struct ub_table_ops *open_table(const struct ub_domain_config *config,
                                       const struct ub_format *format,
                                       struct ub_semantics semantics, enum ub_table_paths paths,
                                       const struct ub_tlb_ops *tlb, void *cookie) {
  (void)format;
  (void)semantics;
  (void)paths;
  (void)tlb;
  struct opened *opened = opened_for(config, &view, sizeof(struct pt_iommu_table), cookie);
  if (opened == NULL) return NULL;
  struct pt_iommu *ops = ops_of(opened);
  struct pt_iommu_table_cfg cfg = cfg_for(config->ias);
  cfg.common.features = features_for(config);
  cfg.common.hw_max_oasz_lg2 = (u8)config->oas;
  opened->domain_ops.iova_to_phys = OWN_IOVA_TO_PHYS;
  ops->domain.ops = &opened->domain_ops;
  ops->nid = opened->arena->node;
  ops->iommu_device = &opened->device;
  ops->driver_ops = &top_ops;
  opened->arena->root_level = root_level_of(config);
  LISTEN(true);
  int error = pt_iommu_init((struct pt_iommu_table *)(void *)ops, &cfg, GFP_KERNEL);
  LISTEN(false);
  if (error != 0) {
    opened_drop(opened);
    return NULL;
  }
  opened_is_ready(opened, config);
  note_table_shifts(opened);
  return ops;
}

static const char *problem(const struct ub_domain_config *config, const struct ub_format *format) {
  (void)format;
  if (!config->coherent && (PT_SUPPORTED_FEATURES & BIT(PT_FEAT_DMA_INCOHERENT)) == 0) {
    return "this format of generic_pt is for walkers that are cache-coherent";
  }
  if ((config->pgsize_bitmap & ~all_sizes(config)) != 0) {
    return "pgsizeBitmap must hold no page size that the format has no leaf of";
  }
  return NULL;
}

static const struct ub_table_kind kernel_tables = {
  .problem = problem,
  .open = open_table,
  .inspection = {
    .translate = opened_translate,
    .leaves = opened_leaves,
    .tables_in_use = opened_tables,
    .reachable_tables = opened_reachable,
    .memory_bytes = opened_memory_bytes,
    .close = opened_close,
#ifdef UB_COUNT
    .entries = opened_entries,
#endif
  },
};

static const struct ub_geometry geometry = {
  .granule_shift = PT_GRANULE_LG2SZ,
  .bits_per_level = PT_TABLEMEM_LG2SZ - 3,
  .last_level = LAST_LEVEL,
  /* Which of them the format has is asked of it. */
  .leaf_sizes = ~UINT64_C(0) << PT_GRANULE_LG2SZ,
};

const struct ub_format JOINED(generic_pt_, UB_FORMAT) = {
  .name = UB_FORMAT_NAME,
  .geometry = &geometry,
  .tables = &kernel_tables,
  .concatenated_roots = 1,
  .max_ias = 48,
  .max_oas = 48,
};
