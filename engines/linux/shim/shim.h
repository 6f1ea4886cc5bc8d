/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that the files of more than one of the kernel's libraries use and do not bring along: types,
 * constants and functions with the meaning that they have in a kernel on one processor, whose
 * physical addresses are a process's own. Beside it each library has a shim.h of its own, with what
 * it alone needs, and includes this one from there. The kernel's headers that would declare them are
 * each replaced by one generated line that includes the library's.
 *
 * A name that is missing goes where its like is: docs/kernel-tier.md says how. Nothing here asks
 * which version it is compiled with.
 */
#ifndef UB_SHIM_H
#define UB_SHIM_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "contract/domain.h"
#include "contract/probe.h"
#include "cpu/barriers.h"
#include "cpu/write-back.h"
#include "driver/gather.h"
#include "shim/accesses.h"
#include "shim/arena.h"

/* Types */

typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;
typedef uint64_t phys_addr_t;
typedef uint64_t dma_addr_t;
typedef unsigned gfp_t;

/* Compilation */

#define __init
#define __initconst
#define __initdata
#define EXPORT_SYMBOL_GPL(name)
#define MODULE_DESCRIPTION(text) _Static_assert(sizeof(text) > 0, "")
#define MODULE_LICENSE(text) _Static_assert(sizeof(text) > 0, "")

/* Arithmetic and bits */

#define ARRAY_SIZE(array) (sizeof(array) / sizeof *(array))
#define BIT(at) (1UL << (at))
#define BITS_PER_LONG 64
#define DIV_ROUND_UP(value, by) (((value) + (by) - 1) / (by))
#define GENMASK_ULL(high, low) ((~0ULL >> (63 - (high))) & (~0ULL << (low)))
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
#define __fls(word) ((unsigned long)(63 - __builtin_clzl(word)))
#define ilog2(value) (63 - __builtin_clzll(value))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define min_t(type, a, b) min((type)(a), (type)(b))
#define container_of(pointer, type, member) \
  ((type *)(void *)((char *)(pointer) - offsetof(type, member)))
#define set_bit(at, words) ((words)[(at) / BITS_PER_LONG] |= BIT((at) % BITS_PER_LONG))
#define for_each_set_bit(at, words, count)      \
  for ((at) = 0; (at) < (int)(count); (at)++) \
    if (((words)[(at) / BITS_PER_LONG] >> ((at) % BITS_PER_LONG) & 1) != 0)

#define SZ_4K 0x1000
#define SZ_16K 0x4000
#define SZ_64K 0x10000
#define SZ_2M 0x200000
#define SZ_32M 0x2000000
#define SZ_512M 0x20000000
#define SZ_1G 0x40000000
#define SZ_2G 0x80000000

/* Warnings and messages */

#define WARN_ON(condition) shim_warned((condition), __FILE__, __LINE__, "")
#define WARN(condition, ...) shim_warned((condition), __FILE__, __LINE__, __VA_ARGS__)
#define WARN_ONCE(condition, ...) WARN((condition), __VA_ARGS__)
#define VM_BUG_ON(condition) ((void)(condition))
#define pr_err(format, ...) shim_print(pr_fmt(format), ##__VA_ARGS__)
#define pr_info(format, ...) shim_print(pr_fmt(format), ##__VA_ARGS__)
#define dev_err(device, ...) ((void)(device), shim_print(__VA_ARGS__))

/* Warnings since the start, and where messages go; nowhere at first. */
extern unsigned long shim_warnings;
extern void (*shim_output)(const char *line);
void shim_print(const char *format, ...);
void shim_warn(const char *file, int line, const char *format, ...);

#define shim_warned(condition, ...)                                  \
  ({                                                                 \
    bool shim_condition = !!(condition);                             \
    if (__builtin_expect(shim_condition, 0)) shim_warn(__VA_ARGS__); \
    shim_condition;                                                  \
  })

/* Memory order, and accesses that the compiler leaves as they are */

#define READ_ONCE(object) (*(const volatile __typeof__(object) *)&(object))
#define WRITE_ONCE(object, value) (*(volatile __typeof__(object) *)&(object) = (value))
#define cmpxchg64_relaxed(at, old, new) shim_compare_and_swap((at), (old), (new))
#define wmb() shim_write_barrier()
#define dma_wmb() shim_publish_barrier()
#define smp_wmb() shim_store_barrier()

static inline void shim_write_barrier(void) {
  TELL(probe_write_barrier());
  write_barrier();
}

/* Among processors, as cheap as before a table is published. */
static inline void shim_store_barrier(void) {
  TELL(probe_write_barrier());
  publish_barrier();
}

static inline void shim_publish_barrier(void) {
  TELL(probe_publish_barrier());
  publish_barrier();
}

#ifdef UB_COUNT
u64 shim_compare_and_swap(u64 *at, u64 old, u64 new);
#else
static inline u64 shim_compare_and_swap(u64 *at, u64 old, u64 new) {
  __atomic_compare_exchange_n(at, &old, new, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return old;
}
#endif

/* Memory: a physical address is the address itself */

#define PAGE_SIZE 4096UL
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define GFP_KERNEL 0u
#define GFP_ATOMIC 1u
#define __GFP_ZERO 2u
#define __GFP_HIGHMEM 4u

#define virt_to_phys(address) ((phys_addr_t)(uintptr_t)(address))
#define __pa(address) virt_to_phys(address)
#define phys_to_virt(paddr) __va(paddr)
#define __va(paddr) ((void *)(uintptr_t)(paddr))

/* log2 of the pages that `size` bytes take. */
static inline int get_order(size_t size) {
  return size <= PAGE_SIZE ? 0 : 64 - __builtin_clzl((size - 1) / PAGE_SIZE);
}

/* Pages of a domain's own, always zeroed; NULL where it may have no more. */
void *shim_alloc_pages(int node, unsigned order);
void shim_free_pages(void *pages);

void *kmalloc(size_t size, gfp_t gfp);
void kfree(const void *memory);
#define kmalloc_obj(object) kmalloc(sizeof(object), GFP_KERNEL)

/* Devices, and what they see of memory */

#define NUMA_NO_NODE (-1)

struct device {
  /* The arena that its tables are taken from. */
  int node;
};

static inline int dev_to_node(const struct device *device) {
  return device->node;
}

static inline void set_dev_node(struct device *device, int node) {
  device->node = node;
}

enum dma_data_direction { DMA_TO_DEVICE = 1 };

/* A new table is shown to a walker that does not snoop the caches. */
static inline dma_addr_t dma_map_single(struct device *device, void *start, size_t size,
                                        enum dma_data_direction direction) {
  (void)device;
  (void)direction;
  TELL(probe_write_back_table());
  write_back(start, size);
  return virt_to_phys(start);
}

static inline void dma_sync_single_for_device(struct device *device, dma_addr_t start, size_t size,
                                              enum dma_data_direction direction) {
  (void)device;
  (void)direction;
  TELL(probe_write_back(offset_in_block(__va(start)) / sizeof(u64), size / sizeof(u64)));
  write_back(__va(start), size);
}

#define dma_mapping_error(device, address) ((void)(device), (void)(address), 0)
#define dma_unmap_single(device, address, size, direction) \
  ((void)(device), (void)(address), (void)(size))

/* IOMMUs */

#define IOMMU_READ UB_PROT_READ
#define IOMMU_WRITE UB_PROT_WRITE
#define IOMMU_CACHE UB_PROT_CACHE
#define IOMMU_NOEXEC UB_PROT_NOEXEC
#define IOMMU_MMIO 16
#define IOMMU_PRIV 32
#define IOMMU_DIRTY_NO_CLEAR 1

/* The core's own gather stands for the kernel's: the drivers hand it through. */
#define iommu_iotlb_gather ub_gather

static inline bool iommu_iotlb_gather_queued(const struct iommu_iotlb_gather *gather) {
  return gather != NULL && gather->queued;
}

#endif
