/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What generic_pt's files need beside shim/shim.h. The tree's own iommu-pages.h is used: here stands
 * what it declares, and what it and the others take from elsewhere.
 */
#ifndef UB_GENERIC_PT_SHIM_H
#define UB_GENERIC_PT_SHIM_H

#include <limits.h>

#include "generic-pt/table-list.h"
#include "shim/shim.h"

/* Configuration: kernels are built for several processors */

#define CONFIG_SMP 1
#ifdef __x86_64__
#define CONFIG_X86 1
#endif

/* Types */

typedef uint8_t u8;
typedef uint16_t u16;
typedef unsigned long pgoff_t;
typedef struct {
  int counter;
} atomic_t;

#define U32_MAX UINT32_MAX
#define U64_MAX UINT64_MAX

/* Compilation: the C library has some of these names too, with another meaning */

#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#define __maybe_unused __attribute__((unused))
#undef static_assert
#define static_assert(condition, ...) _Static_assert(condition, #condition)
#undef __CONCAT
#define EXPORT_SYMBOL_NS_GPL(name, namespace)
#define MODULE_IMPORT_NS(namespace) _Static_assert(sizeof(namespace) > 0, "")
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)

/* What is never to be reached does not link where the compiler cannot tell so. */
void shim_never_reached(void);
#define BUILD_BUG() shim_never_reached()

/* Arithmetic and bits */

#define BIT_ULL(at) (1ULL << (at))
#define GENMASK(high, low) ((~0UL >> (63 - (high))) & (~0UL << (low)))
#define ALIGN(value, to) (((value) + ((__typeof__(value))(to) - 1)) & ~((__typeof__(value))(to) - 1))
#define ALIGN_DOWN(value, to) ((value) & ~((__typeof__(value))(to) - 1))
#define __bf_shf(mask) (__builtin_ffsll(mask) - 1)
#define FIELD_GET(mask, word) (((u64)(word) & (u64)(mask)) >> __bf_shf(mask))
#define FIELD_PREP(mask, value) (((u64)(value) << __bf_shf(mask)) & (u64)(mask))
#define __ffs64(word) __ffs(word)
#define fls(word) ((word) == 0 ? 0 : 32 - __builtin_clz(word))
#define fls64(word) ((word) == 0 ? 0 : 64 - __builtin_clzll(word))
#define ffz(word) ((unsigned long)__builtin_ctzl(~(unsigned long)(word)))
#define check_add_overflow(a, b, sum) __builtin_add_overflow((a), (b), (sum))

#define PAGE_SHIFT 12
#define SZ_16G 0x400000000ULL
#define SZ_512G 0x8000000000ULL

/* Clears an object from behind a member on. */
#define memset_after(object, value, member)                                       \
  memset((char *)(object) + offsetof(__typeof__(*(object)), member) +             \
           sizeof((object)->member),                                              \
         (value),                                                                 \
         sizeof *(object) - offsetof(__typeof__(*(object)), member) - sizeof((object)->member))

/* As kernels have it on each architecture; stores that are counted are made one by one. */
static inline void memset64(u64 *words, u64 value, size_t count) {
#if defined(__x86_64__) && !defined(UB_COUNT)
  __asm__ volatile("rep stosq" : "+D"(words), "+c"(count) : "a"(value) : "memory");
#else
  for (size_t at = 0; at < count; at++) words[at] = value;
#endif
}

/* Errors in pointers: the last page of the address space holds none */

enum { MOST_ERRNO = 4095 };

#define IS_ERR(pointer) ((uintptr_t)(pointer) >= (uintptr_t)-MOST_ERRNO)
#define ERR_PTR(error) ((void *)(intptr_t)(error))
#define PTR_ERR(pointer) ((long)(intptr_t)(pointer))

#define pr_err_ratelimited(...) shim_print(__VA_ARGS__)

/* Memory order, compare-and-swaps and locks: nobody else holds one on one processor */

#ifdef __x86_64__
#define smp_mb() __asm__ volatile("lock addl $0, -4(%%rsp)" ::: "memory", "cc")
#else
#define smp_mb() __asm__ volatile("dmb ish" ::: "memory")
#endif

#define try_cmpxchg64(at, old, new) shim_try_swap((at), (old), (new), __ATOMIC_SEQ_CST)
#define try_cmpxchg64_release(at, old, new) shim_try_swap((at), (old), (new), __ATOMIC_RELEASE)
/* Of 32-bit entries, which no format has: it is compiled and not called. */
#define try_cmpxchg_release(at, old, new) \
  __atomic_compare_exchange_n((at), (old), (new), false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)

/* Whether `*at` was `*old` and is `new` now; what it was instead is in `*old`. */
static inline bool shim_try_swap(u64 *at, u64 *old, u64 new, int order) {
#ifdef UB_COUNT
  (void)order;
  u64 found = shim_compare_and_swap(at, *old, new);
  bool swapped = found == *old;
  *old = found;
  return swapped;
#else
  /* Either order is a constant, and the stronger one is needed where it is not known to be. */
  return order == __ATOMIC_RELEASE
           ? __atomic_compare_exchange_n(at, old, new, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
           : __atomic_compare_exchange_n(at, old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
#endif
}

typedef struct {
  char held;
} spinlock_t;

#define spin_lock_init(lock) ((void)(lock))
#define spin_lock_irqsave(lock, flags) ((void)(lock), (void)((flags) = 0))
#define spin_unlock_irqrestore(lock, flags) ((void)(lock), (void)(flags))

/* Lists */

#define LIST_HEAD_INIT(name) { .next = &(name), .prev = &(name) }

static inline void INIT_LIST_HEAD(struct list_head *list) {
  list->next = list;
  list->prev = list;
}

static inline bool list_empty(const struct list_head *list) {
  return list->next == list;
}

static inline void list_add_tail(struct list_head *element, struct list_head *list) {
  struct list_head *last = list->prev;
  element->next = list;
  element->prev = last;
  last->next = element;
  list->prev = element;
}

/* Puts what `list` holds before all of `to`; `list` itself stays as it was. */
static inline void list_splice(const struct list_head *list, struct list_head *to) {
  if (list_empty(list)) return;
  struct list_head *next = to->next;
  list->next->prev = to;
  to->next = list->next;
  list->prev->next = next;
  next->prev = list->prev;
}

/* Pages: what is noted of one has room for what iommu-pages.h keeps there */

struct folio;
#define virt_to_folio(address) ((struct folio *)(void *)note_of(address))

#define iommu_pages_list ub_table_list
#define IOMMU_PAGES_LIST_INIT(name) { .pages = LIST_HEAD_INIT((name).pages) }

/* Encrypted memory is off. */
#define __sme_set(address) (address)
#define __sme_clr(address) (address)

void clflush_cache_range(void *start, unsigned size);

/* IOMMUs */

#define __IOMMU_DOMAIN_PAGING 1u

struct iommu_domain;

struct iommu_domain_ops {
  phys_addr_t (*iova_to_phys)(struct iommu_domain *domain, dma_addr_t iova);
  void (*iotlb_sync)(struct iommu_domain *domain, struct iommu_iotlb_gather *gather);
};

struct iommu_domain {
  unsigned type;
  bool is_iommupt;
  const struct iommu_domain_ops *ops;
  /* Page sizes that may be used. */
  unsigned long pgsize_bitmap;
  /* Of addresses that can be mapped, the last one included. */
  struct {
    dma_addr_t aperture_start;
    dma_addr_t aperture_end;
    bool force_aperture;
  } geometry;
};

/* Nobody asks here which pages are dirty. */
struct iommu_dirty_bitmap {
  void *bitmap;
  struct iommu_iotlb_gather *gather;
};

#define iova_bitmap_set(bitmap, iova, size) ((void)(bitmap), (void)(iova), (void)(size))

/* The gather is the core's own, whose end is exclusive. */

static inline void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather) {
  gather_start(gather, false);
}

/* Whether there would be a gap between a range and what is gathered. */
static inline bool iommu_iotlb_gather_is_disjoint(const struct iommu_iotlb_gather *gather,
                                                  unsigned long iova, size_t size) {
  return gather->end != 0 && (iova > gather->end || iova + size < gather->begin);
}

static inline void iommu_iotlb_gather_add_range(struct iommu_iotlb_gather *gather,
                                                unsigned long iova, size_t size) {
  COUNT(probe_range_add(iova, iova + size, 0));
  if (iova < gather->begin) gather->begin = iova;
  if (iova + size > gather->end) gather->end = iova + size;
}

/* Invalidates what is gathered, where it cannot wait for the end of the operation. */
static inline void iommu_iotlb_sync(struct iommu_domain *domain,
                                    struct iommu_iotlb_gather *gather) {
  COUNT(report_sync(gather, true));
  if (domain->ops->iotlb_sync != NULL) domain->ops->iotlb_sync(domain, gather);
  iommu_iotlb_gather_init(gather);
}

/* A format's view is compiled in its self-tests' place, and is none (view.h). */
#if defined(GENERIC_PT_KUNIT) && !defined(UB_FORMAT)
#include "generic-pt/kunit/kunit.h"
#endif

#endif
