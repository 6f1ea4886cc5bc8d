#include "tape/run.h"

#include "core/iommu.h"

/* Tapes do not carry protections; these are a bidirectional DMA buffer's. */
enum { PROT = UB_PROT_READ | UB_PROT_WRITE | UB_PROT_CACHE };

static void add(struct ub_outcome *into, uint64_t bytes, uint64_t failures, int error) {
  into->bytes += bytes;
  into->failures += failures;
  if (error != 0) into->error = error;
}

static void run_maps(struct ub_session *session, const struct ub_tape *tape, size_t from,
                     size_t to, struct ub_outcome *into) {
  struct ub_domain *domain = &session->smmu.domain;
  const uint64_t *iova = tape->iova, *paddr = tape->paddr, *size = tape->size;
  uint64_t bytes = 0;
  uint64_t failures = 0;
  int last_error = 0;
  for (size_t at = from; at < to;) {
    size_t end = end_of_list(tape, at, to);
    int error;
    if (end == at + 1) {
      error = iommu_map(domain, iova[at], paddr[at], size[at], PROT);
    } else {
      struct ub_scatter_list list = { .paddr = paddr, .size = size, .from = at, .to = end };
      error = iommu_map_list(domain, iova[at], &list, PROT);
    }
    if (error != 0) {
      failures++;
      last_error = error;
    } else {
      bytes += iova[end - 1] + size[end - 1] - iova[at];
    }
    at = end;
  }
  add(into, bytes, failures, last_error);
}

static void run_unmaps(struct ub_session *session, const struct ub_tape *tape, size_t from,
                       size_t to, struct ub_outcome *into) {
  struct ub_domain *domain = &session->smmu.domain;
  uint64_t bytes = 0;
  uint64_t failures = 0;
  for (size_t at = from; at < to; at++) {
    size_t unmapped = iommu_unmap(domain, tape->iova[at], tape->size[at]);
    bytes += unmapped;
    if (unmapped < tape->size[at]) failures++;
  }
  add(into, bytes, failures, 0);
}

void run_mixed(struct ub_session *session, const struct ub_tape *tape, size_t from, size_t to,
               struct ub_outcome *into) {
  for (size_t at = from; at < to;) {
    uint8_t op = tape->op[at];
    size_t end = at + 1;
    while (end < to && tape->op[end] == op) end++;
    if (op == UB_MAP) session->runner->maps(session, tape, at, end, into);
    else session->runner->unmaps(session, tape, at, end, into);
    at = end;
  }
}

const struct ub_runner engine_runner = {
  .maps = run_maps,
  .unmaps = run_unmaps,
  .mixed = run_mixed,
};
