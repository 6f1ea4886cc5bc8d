/*
 * The algorithm of per-page written down once more, for one format and one mode, every constant in
 * its place: the same checks, loads, stores, barriers and gather, and the same calls through
 * pointers, core to driver to table to TLB, since they are part of the algorithm.
 */
#include "limits/plain-per-page.h"

#include <errno.h>

#include "core/page-size.h"
#include "cpu/barriers.h"
#include "table/formats/own.h"
#include "table/page-table.h"
#include "tape/run.h"

enum { PAGE_SHIFT = 12, ENTRIES = 512, LAST = 3, PAGE_SIZE = 1 << PAGE_SHIFT };
enum { PROT = UB_PROT_READ | UB_PROT_WRITE | UB_PROT_CACHE };

#define ADDRESS UINT64_C(0xfffffffff000)
#define TABLE UINT64_C(3)
/* AP unprivileged, AF, nG, cacheable, inner shareable, page. */
#define PAGE_LEAF UINT64_C(0xf47)
#define END (UINT64_C(1) << 48)

struct plain;

struct plain_ops {
  int (*map)(struct plain *plain, uint64_t iova, uint64_t paddr, size_t pgsize, size_t pgcount,
             int prot, unsigned gfp, size_t *mapped);
  size_t (*unmap)(struct plain *plain, uint64_t iova, size_t pgsize, size_t pgcount,
                  struct ub_gather *gather);
  void (*add_page)(struct ub_gather *gather, uint64_t iova, size_t granule, void *cookie);
  void (*sync)(struct plain *plain, struct ub_gather *gather);
};

struct plain {
  const struct plain_ops *driver;
  const struct plain_ops *table;
  ub_pte *root;
  struct ub_table_memory *memory;
  uint64_t pgsize_bitmap;
};

static inline unsigned index_of(uint64_t iova, unsigned level) {
  return (unsigned)(iova >> (PAGE_SHIFT + 9 * (LAST - level))) & (ENTRIES - 1);
}

static int table_map(struct plain *plain, uint64_t iova, uint64_t paddr, size_t pgsize,
                     size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)gfp;
  if (pgsize != PAGE_SIZE || (prot & 3) == 0) return -EINVAL;
  if (iova + pgsize * pgcount > END || paddr + pgsize * pgcount > END) return -ERANGE;
  ub_pte *base = plain->root;
  for (unsigned level = 0; level < LAST; level++) {
    ub_pte *at = &base[index_of(iova, level)];
    uint64_t pte = read_pte(at);
    if (pte == EMPTY) {
      ub_pte *child = table_allocate(plain->memory);
      if (child == NULL) return -ENOMEM;
      publish_barrier();
      uint64_t expected = EMPTY;
      cas_pte(at, &expected, (uint64_t)(uintptr_t)child | TABLE);
      base = child;
    } else if ((pte & 3) != TABLE) {
      return -EEXIST;
    } else {
      base = (ub_pte *)(uintptr_t)(pte & ADDRESS);
    }
  }
  unsigned index = index_of(iova, LAST);
  size_t count = pgcount < ENTRIES - index ? pgcount : ENTRIES - index;
  ub_pte *at = &base[index];
  for (size_t nth = 0; nth < count; nth++) {
    if (read_pte(&at[nth]) != EMPTY) return -EEXIST;
  }
  for (size_t nth = 0; nth < count; nth++) {
    write_pte(&at[nth], (paddr + nth * PAGE_SIZE) | PAGE_LEAF);
  }
  *mapped += count * PAGE_SIZE;
  write_barrier();
  return 0;
}

static size_t table_unmap(struct plain *plain, uint64_t iova, size_t pgsize, size_t pgcount,
                          struct ub_gather *gather) {
  if (pgsize != PAGE_SIZE || iova + pgsize * pgcount > END) return 0;
  ub_pte *base = plain->root;
  for (unsigned level = 0; level < LAST; level++) {
    uint64_t pte = read_pte(&base[index_of(iova, level)]);
    if (pte == EMPTY || (pte & 3) != TABLE) return 0;
    base = (ub_pte *)(uintptr_t)(pte & ADDRESS);
  }
  unsigned index = index_of(iova, LAST);
  ub_pte *at = &base[index];
  if (read_pte(at) == EMPTY) return 0;
  size_t count = pgcount < ENTRIES - index ? pgcount : ENTRIES - index;
  size_t cleared = 0;
  for (; cleared < count && read_pte(&at[cleared]) != EMPTY; cleared++) {
    write_pte(&at[cleared], EMPTY);
    if (!gather->queued) {
      plain->table->add_page(gather, iova + cleared * PAGE_SIZE, PAGE_SIZE, plain);
    }
  }
  return cleared * PAGE_SIZE;
}

static void add_page(struct ub_gather *gather, uint64_t iova, size_t granule, void *cookie) {
  (void)cookie;
  if (gather_extend(gather, iova, granule)) return;
  gather_add(gather, iova, granule, granule);
}

static int driver_map(struct plain *plain, uint64_t iova, uint64_t paddr, size_t pgsize,
                      size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  return plain->table->map(plain, iova, paddr, pgsize, pgcount, prot, gfp, mapped);
}

static size_t driver_unmap(struct plain *plain, uint64_t iova, size_t pgsize, size_t pgcount,
                           struct ub_gather *gather) {
  return plain->table->unmap(plain, iova, pgsize, pgcount, gather);
}

static void sync(struct plain *plain, struct ub_gather *gather) {
  (void)plain;
  free_tables(&gather->freelist);
}

static const struct plain_ops driver_ops = { driver_map, driver_unmap, NULL, sync };
static const struct plain_ops table_ops = { table_map, table_unmap, add_page, NULL };

/* Where the compiler must look for ops, or it would call them straight. */
static const struct plain_ops *volatile driver_at_run_time = &driver_ops;
static const struct plain_ops *volatile table_at_run_time = &table_ops;

static struct plain plain_of(struct ub_session *session) {
  struct ub_page_table *table = page_table_of(session->smmu.table);
  return (struct plain){
    .driver = driver_at_run_time,
    .table = table_at_run_time,
    .root = table->root,
    .memory = &table->memory,
    .pgsize_bitmap = session->smmu.domain.pgsize_bitmap,
  };
}

/* Called, and not made part of the tape's loop, as iommu_map() and iommu_unmap() are. */
#define CALLED static __attribute__((noinline))

CALLED int map_pages_of(struct plain *plain, uint64_t iova, uint64_t paddr, size_t size) {
  if (((iova | paddr | size) & (PAGE_SIZE - 1)) != 0) return -EINVAL;
  if (iova + size > END || paddr + size > END) return -ERANGE;
  size_t mapped = 0;
  while (mapped < size) {
    uint64_t at = iova + mapped;
    uint64_t to = paddr + mapped;
    size_t pgsize = pick_page_size(plain->pgsize_bitmap, at, to, size - mapped);
    int error = plain->driver->map(plain, at, to, pgsize, 1, PROT, 0, &mapped);
    if (error != 0) return error;
  }
  return 0;
}

CALLED size_t unmap_pages_of(struct plain *plain, uint64_t iova, size_t size) {
  if (((iova | size) & (PAGE_SIZE - 1)) != 0 || iova + size > END) return 0;
  struct ub_gather gather;
  gather_start(&gather, false);
  size_t done = 0;
  while (done < size) {
    uint64_t at = iova + done;
    size_t pgsize = pick_page_size(plain->pgsize_bitmap, at, at, size - done);
    size_t unmapped = plain->driver->unmap(plain, at, pgsize, 1, &gather);
    if (unmapped == 0) break;
    done += unmapped;
  }
  plain->driver->sync(plain, &gather);
  return done;
}

static void plain_maps(struct ub_session *session, const struct ub_tape *tape, size_t from,
                       size_t to, struct ub_outcome *into) {
  struct plain plain = plain_of(session);
  for (size_t at = from; at < to; at++) {
    int error = map_pages_of(&plain, tape->iova[at], tape->paddr[at], tape->size[at]);
    if (error == 0) {
      into->bytes += tape->size[at];
    } else {
      into->failures++;
      into->error = error;
    }
  }
}

static void plain_unmaps(struct ub_session *session, const struct ub_tape *tape, size_t from,
                         size_t to, struct ub_outcome *into) {
  struct plain plain = plain_of(session);
  for (size_t at = from; at < to; at++) {
    size_t unmapped = unmap_pages_of(&plain, tape->iova[at], tape->size[at]);
    into->bytes += unmapped;
    if (unmapped < tape->size[at]) into->failures++;
  }
}

static const struct ub_runner plain_runner = {
  .maps = plain_maps,
  .unmaps = plain_unmaps,
  .mixed = run_mixed,
};

bool run_plainly(struct ub_session *session) {
  const struct ub_domain *domain = &session->smmu.domain;
  if (session->runner != &engine_runner || domain->map_path != MAP_PAGE_BY_PAGE) return false;
  const struct ub_page_table *table = page_table_of(session->smmu.table);
  bool known = table->format == &arm_lpae_4k && table->start_level == 0 && table->coherent &&
               domain->strict && domain->pgsize_bitmap == PAGE_SIZE &&
               domain->iova_end == END && domain->paddr_end == END;
  if (known) session->runner = &plain_runner;
  return known;
}
