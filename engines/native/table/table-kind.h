/* What a format's walker offers: the ways in which the rungs of the ladder use it. */
#ifndef UB_TABLE_TABLE_KIND_H
#define UB_TABLE_TABLE_KIND_H

#include "contract/domain.h"
#include "contract/semantics.h"
#include "driver/table-ops.h"
#include "generated/vocabulary.h"

struct ub_format;

/* How a page table carries out its ops (table/table-paths.h). */
enum ub_table_paths {
#define PATHS(name) name##_PATHS,
  UB_TABLE_PATHS(PATHS)
#undef PATHS
  TABLE_PATHS
};

struct ub_table_kind {
  /* Why a format cannot serve a domain beyond what its geometry says; NULL where there is no more. */
  const char *(*problem)(const struct ub_domain_config *config, const struct ub_format *format);
  /*
   * Opens a page table on a domain; it calls the TLB ops with `cookie`. NULL where there is no
   * memory for it.
   */
  struct ub_table_ops *(*open)(const struct ub_domain_config *config,
                               const struct ub_format *format, struct ub_semantics semantics,
                               enum ub_table_paths paths, const struct ub_tlb_ops *tlb,
                               void *cookie);
  struct ub_table_inspection inspection;
};

#endif
