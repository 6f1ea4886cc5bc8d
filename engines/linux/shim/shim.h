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

#include "contract/domain.h"
#include "cpu/write-back.h"
#include "shim/arena.h"
#include "shim/arithmetic.h"
#include "shim/atomics.h"
#include "shim/gather.h"
#include "shim/lists.h"

/* Compilation */

#define __init
#define __initconst
#define __initdata
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define MODULE_DESCRIPTION(text) _Static_assert(sizeof(text) > 0, "")
#define MODULE_LICENSE(text) _Static_assert(sizeof(text) > 0, "")

/* The C library has some of these names too, with another meaning. */
#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#undef static_assert
#define static_assert(condition, ...) _Static_assert(condition, #condition)
#undef __CONCAT
#define __cold __attribute__((cold))
#define __maybe_unused __attribute__((unused))
#define __must_check __attribute__((warn_unused_result))
#define fallthrough __attribute__((fallthrough))
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
#define BUILD_BUG_ON(condition) _Static_assert(!(condition), #condition)

/* What is never to be reached does not link where the compiler cannot prove that. */
void shim_never_reached(void);
#define BUILD_BUG() shim_never_reached()

/* Warnings and messages */

#define WARN_ON(condition) shim_warned((condition), __FILE__, __LINE__, "")
#define WARN(condition, ...) shim_warned((condition), __FILE__, __LINE__, __VA_ARGS__)
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define WARN_ONCE(condition, ...) WARN((condition), __VA_ARGS__)
#define VM_BUG_ON(condition) ((void)(condition))
#define BUG_ON(condition) ((condition) ? __builtin_trap() : (void)0)
#define pr_err(format, ...) shim_print(pr_fmt(format), ##__VA_ARGS__)
#define pr_warn(format, ...) shim_print(pr_fmt(format), ##__VA_ARGS__)
#define pr_info(format, ...) shim_print(pr_fmt(format), ##__VA_ARGS__)
#define pr_err_once(...) shim_once(pr_err(__VA_ARGS__))
#define pr_warn_once(...) shim_once(pr_warn(__VA_ARGS__))
#define pr_info_once(...) shim_once(pr_info(__VA_ARGS__))
#define pr_err_ratelimited(...) shim_print(__VA_ARGS__)
#define pr_warn_ratelimited(...) shim_print(__VA_ARGS__)
#define dev_err(device, ...) ((void)(device), shim_print(__VA_ARGS__))
#define dev_warn(device, ...) dev_err((device), __VA_ARGS__)
#define dev_info(device, ...) dev_err((device), __VA_ARGS__)
#define dev_err_ratelimited(device, ...) dev_err((device), __VA_ARGS__)
#define dev_warn_once(device, ...) shim_once(dev_warn((device), __VA_ARGS__))

/* Messages for whoever debugs are off; their arguments are compiled. */
#define shim_silent(print) ((void)(false && ((print), true)))
#define pr_debug(...) shim_silent(pr_info(__VA_ARGS__))
#define pr_debug_once(...) shim_silent(pr_info(__VA_ARGS__))
#define dev_dbg(device, ...) shim_silent(dev_info((device), __VA_ARGS__))

#define shim_once(print)          \
  do {                            \
    static bool shim_printed;     \
    if (!shim_printed) (print);   \
    shim_printed = true;          \
  } while (false)

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

/* Memory: a physical address is the address itself */

#define PAGE_SHIFT 12
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
#define kzalloc_obj(object) kzalloc(sizeof(object), GFP_KERNEL)
#define kmalloc_array(count, each, gfp) kmalloc(array_size((count), (each)), (gfp))
#define kcalloc(count, each, gfp) kzalloc(array_size((count), (each)), (gfp))

static inline void *kzalloc(size_t size, gfp_t gfp) {
  void *memory = kmalloc(size, gfp);
  if (memory != NULL) memset(memory, 0, size);
  return memory;
}

/* Errors in pointers: the last page of the address space holds none */

enum { MOST_ERRNO = 4095 };

#define IS_ERR(pointer) ((uintptr_t)(pointer) >= (uintptr_t)-MOST_ERRNO)
#define ERR_PTR(error) ((void *)(intptr_t)(error))
#define PTR_ERR(pointer) ((long)(intptr_t)(pointer))

/* Devices, and what they see of memory */

#define NUMA_NO_NODE (-1)

struct device {
  /* The arena that its tables are taken from. */
  int node;
  /* Where its memory begins for it, in pages, as kernels before v5.10 ask. */
  unsigned dma_pfn_offset;
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
  REPORT(probe_write_back_table());
  write_back(start, size);
  return virt_to_phys(start);
}

static inline void dma_sync_single_for_device(struct device *device, dma_addr_t start, size_t size,
                                              enum dma_data_direction direction) {
  (void)device;
  (void)direction;
  REPORT(probe_write_back(offset_in_block(__va(start)) / sizeof(u64), size / sizeof(u64)));
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

#endif
