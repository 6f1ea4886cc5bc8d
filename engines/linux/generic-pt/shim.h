/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What generic_pt's files need beside shim/shim.h. The tree's own iommu-pages.h is used: here stands
 * what it declares, and what it and the others take from elsewhere.
 */
#ifndef UB_GENERIC_PT_SHIM_H
#define UB_GENERIC_PT_SHIM_H

#include "generic-pt/table-list.h"
#include "shim/shim.h"

/* Configuration: kernels are built for several processors */

#define CONFIG_SMP 1
#ifdef __x86_64__
#define CONFIG_X86 1
#endif

/* Compilation */

#define EXPORT_SYMBOL_NS_GPL(name, namespace)
#define MODULE_IMPORT_NS(namespace) _Static_assert(sizeof(namespace) > 0, "")

/* As kernels have it on each architecture; stores that are counted are made one by one. */
static inline void memset64(u64 *words, u64 value, size_t count) {
#if defined(__x86_64__) && !defined(UB_COUNT)
  __asm__ volatile("rep stosq" : "+D"(words), "+c"(count) : "a"(value) : "memory");
#else
  for (size_t at = 0; at < count; at++) words[at] = value;
#endif
}

/* Compare-and-swaps */

/* Of 32-bit entries, which no format has: it is compiled and not called. */
#define try_cmpxchg_release(at, old, new) \
  __atomic_compare_exchange_n((at), (old), (new), false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)

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

/* Nobody asks here which pages are dirty. */
struct iommu_dirty_bitmap {
  void *bitmap;
  struct iommu_iotlb_gather *gather;
};

#define iova_bitmap_set(bitmap, iova, size) ((void)(bitmap), (void)(iova), (void)(size))

/* A format's view is compiled in its self-tests' place, and is none (view.h). */
#if defined(GENERIC_PT_KUNIT) && !defined(UB_FORMAT)
#include "generic-pt/kunit/kunit.h"
#endif

#endif
