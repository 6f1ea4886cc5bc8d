/* What an engine is opened on: engines/contract/domain.ts. */
#ifndef UB_CONTRACT_DOMAIN_H
#define UB_CONTRACT_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

struct ub_domain_config {
  /* Input and output address bits. */
  unsigned ias;
  unsigned oas;
  /* The page sizes that the core may use, one bit each. */
  uint64_t pgsize_bitmap;
  /* Whether the IOMMU's walker snoops the CPU's caches; if not, ptes are written back. */
  bool coherent;
  /* Strict invalidates at the end of each unmap; lazy (a flush queue) leaves that for later. */
  bool strict;
  /* Tables that may be in use at once, the root included; a map that needs more gets -ENOMEM. */
  uint32_t max_tables;
};

/* As IOMMU_READ and its like. */
enum {
  UB_PROT_READ = 1,
  UB_PROT_WRITE = 2,
  UB_PROT_CACHE = 4,
  UB_PROT_NOEXEC = 8,
};

/* What a translation is where nothing is mapped. */
#define UB_NOT_MAPPED UINT64_MAX

#endif
