/* SPDX-License-Identifier: GPL-2.0-only */
/* Pages of generic_pt's tables: what the tree's iommu-pages.h declares. */
#include "generic-pt/shim.h"

/* In the tree, beside the folder of headers that it is looked for from. */
#include "../drivers/iommu/iommu-pages.h"

_Static_assert(sizeof(struct ioptdesc) <= sizeof(struct page_note),
               "what iommu-pages.h keeps of a page fits what is noted of it");

static struct ioptdesc *kept_of(void *pages) {
  return (struct ioptdesc *)(void *)note_of(pages);
}

/* The pages that an element of a list stands for. */
static void *pages_of(struct list_head *element) {
  return address_of_note(container_of(element, struct ioptdesc, iopt_freelist_elm));
}

void *iommu_alloc_pages_node_sz(int node, gfp_t gfp, size_t size) {
  if (WARN_ON(gfp & __GFP_HIGHMEM)) return NULL;
  void *pages = shim_alloc_pages(node, (unsigned)get_order(size));
  if (pages != NULL) kept_of(pages)->incoherent = false;
  return pages;
}

void iommu_free_pages(void *pages) {
  if (pages != NULL) shim_free_pages(pages);
}

/* Gives back what is listed; the list itself is of no use afterwards. */
void iommu_put_pages_list(struct iommu_pages_list *list) {
  uint64_t count = 0;
  struct list_head *next;
  for (struct list_head *at = list->pages.next; at != &list->pages; at = next) {
    next = at->next;
    arena_give(pages_of(at));
    count++;
  }
  if (count > 0) REPORT(probe_free_tables(count));
}

/* Our driver's and the flush queue's: heard even between the kernel's calls. */
void free_listed_tables(struct ub_table_list *list) {
#ifdef UB_COUNT
  bool before = shim_reports;
#endif
  LISTEN(true);
  iommu_put_pages_list(list);
  LISTEN(before);
  tables_none(list);
}

/* A table is shown to a walker that does not snoop the caches. */
int iommu_pages_start_incoherent(void *pages, struct device *device) {
  struct ioptdesc *kept = kept_of(pages);
  if (WARN_ON(kept->incoherent)) return -EINVAL;
  dma_map_single(device, pages, block_bytes(pages), DMA_TO_DEVICE);
  kept->incoherent = true;
  return 0;
}

int iommu_pages_start_incoherent_list(struct iommu_pages_list *list, struct device *device) {
  for (struct list_head *at = list->pages.next; at != &list->pages; at = at->next) {
    int error = iommu_pages_start_incoherent(pages_of(at), device);
    if (error != 0) return error;
  }
  return 0;
}

#if IOMMU_PAGES_USE_DMA_API

static void stop_incoherent(void *pages, struct device *device) {
  if (!kept_of(pages)->incoherent) return;
  dma_unmap_single(device, virt_to_phys(pages), block_bytes(pages), DMA_TO_DEVICE);
  kept_of(pages)->incoherent = false;
}

void iommu_pages_stop_incoherent_list(struct iommu_pages_list *list, struct device *device) {
  for (struct list_head *at = list->pages.next; at != &list->pages; at = at->next) {
    stop_incoherent(pages_of(at), device);
  }
}

void iommu_pages_free_incoherent(void *pages, struct device *device) {
  stop_incoherent(pages, device);
  iommu_free_pages(pages);
}

#else

void clflush_cache_range(void *start, unsigned size) {
  REPORT(probe_write_back(offset_in_block(start) / sizeof(u64), size / sizeof(u64)));
  write_back(start, size);
}

#endif
