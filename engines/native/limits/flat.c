#include "limits/flat.h"

#include <stdlib.h>
#include <string.h>

#include "cpu/pages.h"
#include "limits/descriptor-loops.h"
#include "table/formats/own.h"
#include "tape/run.h"

const char *const flat_names[FLAT_KINDS] = { "nothing", "bare-loop", "checked-loop" };

struct flat {
  /* Stands where an engine has its page table. */
  struct ub_table_ops ops;
  /* Descriptors of the pages of `[begin, end)`, bytes of iova. */
  ub_pte *ptes;
  uint64_t begin;
  uint64_t end;
};

static struct flat *flat_of(struct ub_table_ops *ops) {
  return (struct flat *)(void *)ops;
}

static struct flat *flat_under(struct ub_session *session) {
  return flat_of(session->smmu.table);
}

static ub_pte *pte_of(const struct flat *flat, uint64_t iova) {
  return flat->ptes + (iova - flat->begin) / DESCRIPTOR_PAGE;
}

static uint64_t first_leaf(uint64_t paddr) {
  int prot = UB_PROT_READ | UB_PROT_WRITE | UB_PROT_CACHE;
  return paddr | access_attributes(&arm_lpae_4k, prot) | arm_lpae_4k.geometry->page_type;
}

/* Keeps the compiler from leaving out a loop that does nothing. */
static inline void look_at(uint64_t a, uint64_t b, uint64_t c) {
  __asm__ volatile("" ::"r"(a), "r"(b), "r"(c));
}

static void map_nothing(struct ub_session *session, const struct ub_tape *tape, size_t from,
                        size_t to, struct ub_outcome *into) {
  (void)session;
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    look_at(tape->iova[at], tape->paddr[at], tape->size[at] + tape->continues[at]);
    bytes += tape->size[at];
  }
  into->bytes += bytes;
}

static void unmap_nothing(struct ub_session *session, const struct ub_tape *tape, size_t from,
                          size_t to, struct ub_outcome *into) {
  (void)session;
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    look_at(tape->iova[at], 0, tape->size[at]);
    bytes += tape->size[at];
  }
  into->bytes += bytes;
}

static void map_bare(struct ub_session *session, const struct ub_tape *tape, size_t from,
                     size_t to, struct ub_outcome *into) {
  const struct flat *flat = flat_under(session);
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    size_t count = tape->size[at] / DESCRIPTOR_PAGE;
    store_descriptors(pte_of(flat, tape->iova[at]), count, first_leaf(tape->paddr[at]));
    bytes += tape->size[at];
  }
  into->bytes += bytes;
}

static void unmap_bare(struct ub_session *session, const struct ub_tape *tape, size_t from,
                       size_t to, struct ub_outcome *into) {
  const struct flat *flat = flat_under(session);
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    clear_descriptors(pte_of(flat, tape->iova[at]), tape->size[at] / DESCRIPTOR_PAGE);
    bytes += tape->size[at];
  }
  into->bytes += bytes;
}

static void map_checked(struct ub_session *session, const struct ub_tape *tape, size_t from,
                        size_t to, struct ub_outcome *into) {
  const struct flat *flat = flat_under(session);
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    size_t count = tape->size[at] / DESCRIPTOR_PAGE;
    ub_pte *pte = pte_of(flat, tape->iova[at]);
    bytes += checked_store(pte, count, first_leaf(tape->paddr[at])) * DESCRIPTOR_PAGE;
  }
  into->bytes += bytes;
}

static void unmap_checked(struct ub_session *session, const struct ub_tape *tape, size_t from,
                          size_t to, struct ub_outcome *into) {
  const struct flat *flat = flat_under(session);
  uint64_t bytes = 0;
  for (size_t at = from; at < to; at++) {
    size_t count = tape->size[at] / DESCRIPTOR_PAGE;
    bytes += checked_clear(pte_of(flat, tape->iova[at]), count) * DESCRIPTOR_PAGE;
  }
  into->bytes += bytes;
}

static uint64_t flat_translate(struct ub_table_ops *ops, uint64_t iova) {
  const struct flat *flat = flat_of(ops);
  if (iova < flat->begin || iova >= flat->end) return UB_NOT_MAPPED;
  uint64_t pte = read_pte(pte_of(flat, iova));
  if (pte == EMPTY) return UB_NOT_MAPPED;
  return (pte & arm_lpae_4k.geometry->address) + iova % DESCRIPTOR_PAGE;
}

static void flat_leaves(struct ub_table_ops *ops, uint64_t from, ub_leaf_visitor *visit,
                        void *context) {
  const struct flat *flat = flat_of(ops);
  uint64_t start = from < flat->begin ? flat->begin : from - from % DESCRIPTOR_PAGE;
  for (uint64_t iova = start; iova < flat->end; iova += DESCRIPTOR_PAGE) {
    uint64_t pte = read_pte(pte_of(flat, iova));
    if (pte == EMPTY) continue;
    if (!visit(context, iova, pte & arm_lpae_4k.geometry->address, DESCRIPTOR_PAGE)) return;
  }
}

static size_t bytes_of_ptes(const struct flat *flat) {
  return (flat->end - flat->begin) / DESCRIPTOR_PAGE * sizeof *flat->ptes;
}

static uint64_t no_tables(struct ub_table_ops *ops) {
  (void)ops;
  return 0;
}

static uint64_t flat_bytes(struct ub_table_ops *ops) {
  return bytes_of_ptes(flat_of(ops));
}

static void flat_close(struct ub_table_ops *ops) {
  struct flat *flat = flat_of(ops);
  if (flat->ptes != NULL) pages_release((char *)flat->ptes, bytes_of_ptes(flat));
  free(flat);
}

static const struct ub_table_inspection flat_inspection = {
  .translate = flat_translate,
  .leaves = flat_leaves,
  .tables_in_use = no_tables,
  .reachable_tables = no_tables,
  .memory_bytes = flat_bytes,
  .close = flat_close,
};

/* Grows the array by whole pieces, and keeps what it holds. */
static bool grow(struct flat *flat, uint64_t begin, uint64_t end) {
  uint64_t step = PAGES_PIECE / sizeof *flat->ptes * DESCRIPTOR_PAGE;
  struct flat larger = *flat;
  larger.begin = begin / step * step;
  larger.end = (end + step - 1) / step * step;
  size_t bytes = bytes_of_ptes(&larger);
  char *start = pages_reserve(bytes);
  if (start == NULL) return false;
  larger.ptes = (ub_pte *)(void *)start;
  if (!pages_commit(start, bytes)) {
    pages_release(start, bytes);
    return false;
  }
  if (flat->ptes != NULL) {
    memcpy((void *)pte_of(&larger, flat->begin), (const void *)flat->ptes, bytes_of_ptes(flat));
    pages_release((char *)flat->ptes, bytes_of_ptes(flat));
  }
  *flat = larger;
  return true;
}

/* Makes the array reach over operations `from` to `to` of a tape. */
static bool reach_over(struct ub_session *session, const struct ub_tape *tape, size_t from,
                       size_t to) {
  if (from == to) return true;
  struct flat *flat = flat_under(session);
  uint64_t begin = flat->ptes == NULL ? UINT64_MAX : flat->begin;
  uint64_t end = flat->end;
  for (size_t at = from; at < to; at++) {
    if (tape->iova[at] < begin) begin = tape->iova[at];
    if (tape->iova[at] + tape->size[at] > end) end = tape->iova[at] + tape->size[at];
  }
  bool reaches = flat->ptes != NULL && begin >= flat->begin && end <= flat->end;
  return reaches || grow(flat, begin, end);
}

#define RUNNER(name) .maps = map_##name, .unmaps = unmap_##name, .mixed = run_mixed

static const struct ub_runner runners[FLAT_KINDS] = {
  [FLAT_NOTHING] = { RUNNER(nothing) },
  [FLAT_BARE] = { RUNNER(bare), .prepare = reach_over },
  [FLAT_CHECKED] = { RUNNER(checked), .prepare = reach_over },
};

struct ub_session *flat_open(enum ub_flat_kind kind) {
  struct ub_session *session = calloc(1, sizeof *session);
  struct flat *flat = calloc(1, sizeof *flat);
  if (session == NULL || flat == NULL) {
    free(session);
    free(flat);
    return NULL;
  }
  session->smmu.table = &flat->ops;
  session->inspection = &flat_inspection;
  session->runner = &runners[kind];
  return session;
}
