/* SPDX-License-Identifier: GPL-2.0-only */
/* What io-pgtable-arm's files need beside shim/shim.h: pages, as all versions ask for them, and KUnit. */
#ifndef UB_IO_PGTABLE_ARM_SHIM_H
#define UB_IO_PGTABLE_ARM_SHIM_H

#include "shim/shim.h"

/* Configuration: whether a symbol is 1, in expressions and in #if */

#define SHIM_COMMA_1 0,
#define SHIM_SECOND(first, second, ...) second
#define SHIM_CHOOSE(before) SHIM_SECOND(before 1, 0, 0)
#define SHIM_IS_ONE(value) SHIM_CHOOSE(SHIM_COMMA_##value)
#define IS_ENABLED(symbol) SHIM_IS_ONE(symbol)
#define IS_BUILTIN(symbol) IS_ENABLED(symbol)
#define IS_REACHABLE(symbol) IS_ENABLED(symbol)

/* Memory */

#define page_address(page) address_of_page(page)
#define __free_pages(page, order) ((void)(order), shim_free_pages(page_address(page)))
#define free_pages(address, order) ((void)(order), shim_free_pages((void *)(address)))

static inline struct page *alloc_pages_node(int node, gfp_t gfp, unsigned order) {
  (void)gfp;
  void *pages = shim_alloc_pages(node, order);
  return pages == NULL ? NULL : page_of(pages);
}

/* The order that is freed is not asked for in newer trees; it is known of the pages. */
#define iommu_alloc_pages_node(node, gfp, order) ((void)(gfp), shim_alloc_pages((node), (order)))
#define iommu_alloc_pages_node_sz(node, gfp, size) \
  ((void)(gfp), shim_alloc_pages((node), (unsigned)get_order(size)))
#define iommu_free_pages(pages, ...) shim_free_pages(pages)

static inline int iommu_pages_start_incoherent(void *pages, struct device *device) {
  dma_map_single(device, pages, block_bytes(pages), DMA_TO_DEVICE);
  return 0;
}

#define iommu_pages_free_incoherent(pages, device) ((void)(device), iommu_free_pages(pages))

/* Nobody asks here which pages are dirty. */
struct iommu_dirty_bitmap;
#define iommu_dirty_bitmap_record(bitmap, iova, size) ((void)(bitmap), (void)(iova), (void)(size))

/* A file's self-tests, where they are compiled in: what the program that runs them calls. */

#define subsys_initcall(function) int shim_initcall(void) { return function(); }
int shim_initcall(void);

/* Self-tests that are a suite of their own */

#define IS_ERR_OR_NULL(pointer) ((pointer) == NULL)

struct kunit {
  struct device device;
};

struct kunit_case {
  void (*run)(struct kunit *test);
};

struct kunit_suite {
  const char *name;
  struct kunit_case *test_cases;
};

#define KUNIT_CASE(function) { .run = (function) }
#define KUNIT_FAIL(test, ...) ((void)(test), (void)WARN(true, __VA_ARGS__))
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, pointer) \
  ((void)(test), (void)WARN(IS_ERR_OR_NULL(pointer), "failed: a pointer is none"))
#define kunit_err(test, ...) ((void)(test), shim_print(__VA_ARGS__))
#define kunit_info(test, ...) ((void)(test), shim_print(__VA_ARGS__))
#define kunit_test_suite(suite) int shim_initcall(void) { return shim_run_suite(&(suite)); }

static inline int shim_run_suite(const struct kunit_suite *suite) {
  unsigned long before = shim_warnings;
  for (const struct kunit_case *one = suite->test_cases; one->run != NULL; one++) {
    struct kunit test = { 0 };
    one->run(&test);
  }
  return shim_warnings == before ? 0 : -EFAULT;
}

static inline struct device *kunit_device_register(struct kunit *test, const char *name) {
  (void)name;
  set_dev_node(&test->device, NUMA_NO_NODE);
  return &test->device;
}

#endif
