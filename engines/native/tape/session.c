#include "tape/session.h"

#include <stdlib.h>

#include "core/iommu.h"

/* Whether a bitmap has a contiguous leaf without the size of its entries, which the parts beside it are of. */
static bool lacks_entries(const struct ub_geometry *geometry, uint64_t bitmap) {
  for (unsigned level = 0; level <= geometry->last_level; level++) {
    unsigned shift = geometry->granule_shift + geometry->bits_per_level * level;
    uint64_t sizes = ((UINT64_C(1) << geometry->bits_per_level) - 1) << shift;
    bool has_entries = (bitmap >> shift & 1) != 0;
    if ((bitmap & geometry->contiguous_sizes & sizes) != 0 && !has_entries) return true;
  }
  return false;
}

const char *session_problem(const struct ub_format *format,
                            const struct ub_domain_config *config) {
  const struct ub_geometry *geometry = format->geometry;
  unsigned page_bits = geometry->granule_shift;
  if (config->ias <= page_bits || config->ias > format->max_ias) {
    return "ias must be more than a page's bits and at most the format's";
  }
  if (config->oas <= page_bits || config->oas > format->max_oas) {
    return "oas must be more than a page's bits and at most the format's";
  }
  if (config->pgsize_bitmap == 0) return "pgsizeBitmap must hold a page size";
  /* The table would drop the others, and the core continue to ask for them. */
  if ((config->pgsize_bitmap & ~(geometry->leaf_sizes | geometry->contiguous_sizes)) != 0) {
    return "pgsizeBitmap must hold no page size that the format has no leaf of";
  }
  if (lacks_entries(geometry, config->pgsize_bitmap)) {
    return "pgsizeBitmap must hold the size of a contiguous leaf's entries beside its own";
  }
  /* Then no leaf is in a level above the root's. */
  if (config->pgsize_bitmap >> config->ias != 0) {
    return "pgsizeBitmap must hold no page size beyond ias";
  }
  if (config->max_tables == 0) return "maxTables must be at least 1";
  return format->tables->problem == NULL ? NULL : format->tables->problem(config, format);
}

struct ub_session *session_open(const struct ub_shape *shape, const struct ub_format *format,
                                const struct ub_driver *driver,
                                const struct ub_domain_config *config) {
  struct ub_session *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  struct ub_smmu *smmu = &session->smmu;
  struct ub_domain *domain = &smmu->domain;
  const struct ub_table_kind *tables = format->tables;
  struct ub_table_ops *table =
    tables->open(config, format, shape->semantics, shape->table, driver->tlb, domain);
  if (table == NULL) {
    free(session);
    return NULL;
  }
  iommu_domain_init(domain, config);
  const struct ub_geometry *geometry = format->geometry;
  bool by_entries = shape->half == GATHERS && geometry->contiguous_sizes != 0;
  domain->ops = &driver->ops[by_entries ? GATHERS_ENTRIES : shape->half];
  domain->map_path = shape->map;
  domain->unmap_path = shape->unmap;
  domain->list_in_one_call = shape->list_in_one_call;
  smmu->table = table;
  smmu->entry_sizes = geometry->leaf_sizes;
  smmu->power.enabled = smmu->power.active = true;
  atomic_flag_clear(&smmu->lock);
  session->inspection = &tables->inspection;
  session->runner = &engine_runner;
  return session;
}

void session_close(struct ub_session *session) {
  session->inspection->close(session->smmu.table);
  free(session);
}

uint64_t session_translate(struct ub_session *session, uint64_t iova) {
  return session->inspection->translate(session->smmu.table, iova);
}

uint64_t session_leaked_tables(struct ub_session *session) {
  struct ub_table_ops *table = session->smmu.table;
  const struct ub_table_inspection *inspect = session->inspection;
  /* A strict domain's sync is over when its operation is; only a flush queue still holds tables. */
  uint64_t waiting = tables_listed(&session->smmu.domain.queue);
  return inspect->tables_in_use(table) - waiting - inspect->reachable_tables(table);
}
