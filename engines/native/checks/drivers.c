/*
 * What a driver does where only its own code can tell: whether it holds its lock or keeps its device
 * awake while the page table works, and whether a forced sync waits. A program of its own, which
 * prints a line for each driver and one for each sync.
 */
#include <stdint.h>
#include <stdio.h>

#include "driver/smmu.h"

static struct ub_smmu smmu;

/* What was seen from within the page table. */
static bool held;
static int awake;
static bool queued;

/* Pages that an unmap comes to, at most. */
static size_t mapped_pages = SIZE_MAX;

static void look(void) {
  held = atomic_flag_test_and_set(&smmu.lock);
  if (!held) atomic_flag_clear(&smmu.lock);
  awake = atomic_load(&smmu.power.usage);
}

static int map_pages(struct ub_table_ops *ops, uint64_t iova, uint64_t paddr, size_t pgsize,
                     size_t pgcount, int prot, unsigned gfp, size_t *mapped) {
  (void)ops, (void)iova, (void)paddr, (void)prot, (void)gfp;
  look();
  *mapped += pgsize * pgcount;
  return 0;
}

static size_t unmap_pages(struct ub_table_ops *ops, uint64_t iova, size_t pgsize, size_t pgcount,
                          struct ub_gather *gather) {
  (void)ops, (void)iova;
  look();
  queued = gather->queued;
  return pgsize * (pgcount < mapped_pages ? pgcount : mapped_pages);
}

static struct ub_table_ops table = { .map_pages = map_pages, .unmap_pages = unmap_pages };

static void report(const char *driver, const char *op) {
  printf("%s %s: lock %s, awake %d\n", driver, op, held ? "held" : "free", awake);
}

static void check_driver(const struct ub_driver *driver) {
  struct ub_gather gather;
  size_t mapped = 0;
  smmu = (struct ub_smmu){ .table = &table };
  smmu.power.enabled = smmu.power.active = true;
  atomic_flag_clear(&smmu.lock);
  gather_start(&gather, true);
  const struct ub_driver_ops *ops = &driver->ops[FORWARDS];
  ops->map_pages(&smmu.domain, 0, 0, 4096, 1, 0, 0, &mapped);
  report(driver->name, "map");
  ops->unmap_pages(&smmu.domain, 0, 4096, 1, &gather);
  report(driver->name, "unmap");
  look();
  report(driver->name, "afterwards");
}

static unsigned syncs;

static void count_sync(struct ub_domain *domain, struct ub_gather *gather) {
  (void)domain;
  syncs++;
  printf("waits for %llu to %llu\n", (unsigned long long)gather->begin,
         (unsigned long long)gather->end);
}

static const struct ub_driver_ops counting = { .iotlb_sync = count_sync };

/* Pages that lie side by side, then one behind a gap, then one of another size. */
static void check_forced_syncs(void) {
  struct ub_domain domain = { .ops = &counting };
  struct ub_gather gather;
  gather_start(&gather, false);
  smmu_tlb.add_page(&gather, 0, 4096, &domain);
  smmu_tlb.add_page(&gather, 4096, 4096, &domain);
  printf("side by side: %u\n", syncs);
  smmu_tlb.add_page(&gather, 12288, 4096, &domain);
  printf("behind a gap: %u\n", syncs);
  smmu_tlb.add_page(&gather, 16384, 2097152, &domain);
  printf("another size: %u\n", syncs);
}

/* Unmaps pages by a driver that gathers what came back, and reports what became of the gather. */
static void unmap_gathering(const char *what, struct ub_gather *gather, uint64_t iova,
                            size_t pgsize, size_t pages, size_t mapped) {
  mapped_pages = mapped;
  smmu_v3.ops[GATHERS].unmap_pages(&smmu.domain, iova, pgsize, pages, gather);
  mapped_pages = SIZE_MAX;
  printf("%s: queued %d and then %d", what, queued, gather->queued);
  if (gather->pgsize == 0) printf(", nothing gathered\n");
  else {
    printf(", %llu to %llu by %zu\n", (unsigned long long)gather->begin,
           (unsigned long long)gather->end, gather->pgsize);
  }
}

static void check_gathering(void) {
  struct ub_gather gather;
  smmu = (struct ub_smmu){ .table = &table, .domain = { .ops = &counting } };
  gather_start(&gather, true);
  unmap_gathering("queued before", &gather, 0, 4096, 4, 4);
  gather_start(&gather, false);
  unmap_gathering("a hole at once", &gather, 0, 4096, 4, 0);
  unmap_gathering("a hole after two", &gather, 0, 4096, 4, 2);
  unmap_gathering("side by side", &gather, 8192, 4096, 2, 2);
  unmap_gathering("behind a gap", &gather, 20480, 4096, 1, 1);
  unmap_gathering("another size", &gather, 2097152, 2097152, 1, 1);
}

int main(void) {
  const struct ub_driver *const drivers[] = { &smmu_v3, &smmu_v2, &smmu_locked };
  for (size_t at = 0; at < sizeof drivers / sizeof *drivers; at++) check_driver(drivers[at]);
  check_forced_syncs();
  check_gathering();
  return 0;
}
