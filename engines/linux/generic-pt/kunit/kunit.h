/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of KUnit as the library's own suites use: what a case is, and what it may ask. A suite is
 * found by a pointer in a section of its name, so that a file that is linked in is run.
 */
#ifndef UB_GENERIC_PT_KUNIT_H
#define UB_GENERIC_PT_KUNIT_H

#include <stdio.h>
#include <stdlib.h>

#include "generic-pt/kunit/interval-list.h"
#include "generic-pt/shim.h"

struct kunit {
  /* Of the suite's. */
  void *priv;
  const void *param_value;
  struct device device;
};

enum { KUNIT_PARAM_DESC_SIZE = 128 };

struct kunit_case {
  const char *name;
  void (*run)(struct kunit *test);
  /* The parameter after `previous`, and its name; NULL after the last one. */
  const void *(*next)(struct kunit *test, const void *previous, char *name);
};

struct kunit_suite {
  const char *name;
  int (*init)(struct kunit *test);
  void (*exit)(struct kunit *test);
  /* Ended by one that runs nothing. */
  struct kunit_case *test_cases;
};

#define KUNIT_CASE(function) { .name = #function, .run = (function) }
#define KUNIT_CASE_PARAM(function, generator) \
  { .name = #function, .run = (function), .next = (generator) }

/* The suites of one call, ended by NULL, and the file that was compiled with it. */
struct kunit_suites {
  const char *file;
  struct kunit_suite *const *suites;
};

#define KUNIT_JOINED_AGAIN(a, b) a##b
#define KUNIT_JOINED(a, b) KUNIT_JOINED_AGAIN(a, b)
#define KUNIT_SUITES(number, ...)                                                          \
  static struct kunit_suite *const KUNIT_JOINED(kunit_list_, number)[] = { __VA_ARGS__, NULL }; \
  static const struct kunit_suites KUNIT_JOINED(kunit_suites_, number) = {                 \
    __BASE_FILE__, KUNIT_JOINED(kunit_list_, number)                                       \
  };                                                                                       \
  static const struct kunit_suites *const KUNIT_JOINED(kunit_found_, number)               \
    __attribute__((used, section("kunit_found"))) = &KUNIT_JOINED(kunit_suites_, number)
#define kunit_test_suites(...) KUNIT_SUITES(__COUNTER__, __VA_ARGS__)
#define kunit_test_suite(suite) kunit_test_suites(&(suite))

/* Notes why a case fails, or that it is not for what it was given, and ends it. */
void kunit_note(const char *file, int line, const char *claim, long long left, long long right);
_Noreturn void kunit_leave(struct kunit *test);
_Noreturn void kunit_leave_out(struct kunit *test, const char *why);

#define kunit_skip(test, why) kunit_leave_out((test), (why))

/* What is expected leaves the case where it was when it is not so, and what is asserted ends it. */
#define KUNIT_HOLDS(ending, claim, left, is, right)                                            \
  do {                                                                                         \
    __auto_type kunit_left = (left);                                                           \
    __auto_type kunit_right = (right);                                                         \
    if (kunit_left is kunit_right) break;                                                      \
    kunit_note(__FILE__, __LINE__, (claim), (long long)kunit_left, (long long)kunit_right);    \
    ending;                                                                                    \
  } while (0)
#define KUNIT_ASSERTED(test, ...) KUNIT_HOLDS(kunit_leave(test), __VA_ARGS__)
#define KUNIT_EXPECTED(test, ...) KUNIT_HOLDS((void)(test), __VA_ARGS__)

#define KUNIT_ASSERT_EQ(test, left, right) KUNIT_ASSERTED(test, #left " == " #right, left, ==, right)
#define KUNIT_ASSERT_NE(test, left, right) KUNIT_ASSERTED(test, #left " != " #right, left, !=, right)
#define KUNIT_ASSERT_LT(test, left, right) KUNIT_ASSERTED(test, #left " < " #right, left, <, right)
#define KUNIT_ASSERT_LE(test, left, right) KUNIT_ASSERTED(test, #left " <= " #right, left, <=, right)
#define KUNIT_ASSERT_GT(test, left, right) KUNIT_ASSERTED(test, #left " > " #right, left, >, right)
#define KUNIT_ASSERT_GE(test, left, right) KUNIT_ASSERTED(test, #left " >= " #right, left, >=, right)
#define KUNIT_ASSERT_TRUE(test, truth) KUNIT_ASSERTED(test, #truth, !!(truth), ==, true)
#define KUNIT_ASSERT_FALSE(test, truth) KUNIT_ASSERTED(test, "!(" #truth ")", !!(truth), ==, false)
#define KUNIT_ASSERT_MEMEQ(test, left, right, size) \
  KUNIT_ASSERTED(test, #left " is " #right, memcmp((left), (right), (size)), ==, 0)
#define KUNIT_EXPECT_EQ(test, left, right) KUNIT_EXPECTED(test, #left " == " #right, left, ==, right)
#define KUNIT_EXPECT_NE(test, left, right) KUNIT_EXPECTED(test, #left " != " #right, left, !=, right)
#define KUNIT_EXPECT_TRUE(test, truth) KUNIT_EXPECTED(test, #truth, !!(truth), ==, true)
#define KUNIT_EXPECT_FALSE(test, truth) KUNIT_EXPECTED(test, "!(" #truth ")", !!(truth), ==, false)
/* A message beside it says no more than the two values, which are printed anyway. */
#define KUNIT_ASSERT_EQ_MSG(test, left, right, ...) \
  KUNIT_ASSERTED(test, #left " == " #right, left, ==, right)

#define kunit_kzalloc(test, size, gfp) ((void)(test), (void)(gfp), calloc(1, (size)))
#define kunit_kfree(test, memory) ((void)(test), free(memory))
#define kunit_device_register(test, name) ((void)(name), &(test)->device)

/* Numbers that look random: the same ones in each case, whichever are run. */
u64 get_random_u64(void);

static inline u32 get_random_u32_below(u32 end) {
  return (u32)((get_random_u64() >> 32) * end >> 32);
}

static inline u32 get_random_u32_inclusive(u32 first, u32 last) {
  return first + get_random_u32_below(last - first + 1);
}

/* Pages of tables that are in use. */
enum { NR_SECONDARY_PAGETABLE };
#define global_node_page_state(item) ((void)(item), (unsigned long)arena_numbered(NUMA_NO_NODE)->tables)

/* What the kernel's core does for a domain of this library: one call for a whole operation. */
int iommu_map(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr, size_t size,
              int prot, gfp_t gfp);
size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size);
phys_addr_t iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova);

#endif
