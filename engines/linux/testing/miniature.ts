/**
 * A kernel tree in miniature: a page table of this project's own behind io-pgtable's names, in a few
 * lines of C. It stands in tests where what matters is how trees are built, counted and told apart.
 */

/**
 * Texts of its files, by their paths.
 *
 * @param writeBack how the ptes of a run that is unmapped are written back: one by one, or at once.
 */
export function miniatureTree(writeBack: 'pte' | 'run'): Record<string, string> {
  return {
    Makefile: 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 1\nEXTRAVERSION =\n',
    'include/linux/io-pgtable.h': HEADER,
    'drivers/iommu/io-pgtable.c': OPEN,
    'drivers/iommu/io-pgtable-arm.c': `${TABLE}${UNMAP[writeBack]}${OPS}`,
  }
}

const HEADER = `#ifndef MINIATURE_H
#define MINIATURE_H

#include <linux/iommu.h>

enum io_pgtable_fmt { ARM_64_LPAE_S1, ARM_64_LPAE_S2 };

struct iommu_flush_ops {
	void (*tlb_flush_all)(void *cookie);
	void (*tlb_flush_walk)(unsigned long iova, size_t size, size_t granule, void *cookie);
	void (*tlb_add_page)(struct iommu_iotlb_gather *gather, unsigned long iova, size_t granule,
			     void *cookie);
};

struct io_pgtable_cfg {
	unsigned long quirks, pgsize_bitmap;
	unsigned ias, oas;
	bool coherent_walk;
	const struct iommu_flush_ops *tlb;
	struct device *iommu_dev;
	struct { u64 ttbr; } arm_lpae_s1_cfg;
	struct { u64 vttbr; } arm_lpae_s2_cfg;
};

struct io_pgtable_ops {
	int (*map_pages)(struct io_pgtable_ops *ops, unsigned long iova, phys_addr_t paddr,
			 size_t pgsize, size_t pgcount, int prot, gfp_t gfp, size_t *mapped);
	size_t (*unmap_pages)(struct io_pgtable_ops *ops, unsigned long iova, size_t pgsize,
			      size_t pgcount, struct iommu_iotlb_gather *gather);
	phys_addr_t (*iova_to_phys)(struct io_pgtable_ops *ops, unsigned long iova);
};

struct io_pgtable {
	void *cookie;
	u64 *root;
	struct io_pgtable_cfg cfg;
	struct io_pgtable_ops ops;
};

#define io_pgtable_ops_to_pgtable(of) container_of((of), struct io_pgtable, ops)

extern const struct io_pgtable_ops miniature_ops;
u64 *miniature_table(struct io_pgtable_cfg *cfg);
void miniature_free(u64 *table, int level);
struct io_pgtable_ops *alloc_io_pgtable_ops(enum io_pgtable_fmt fmt, struct io_pgtable_cfg *cfg,
					    void *cookie);
void free_io_pgtable_ops(struct io_pgtable_ops *ops);

#endif
`

const OPEN = `#include <linux/io-pgtable.h>

struct io_pgtable_ops *alloc_io_pgtable_ops(enum io_pgtable_fmt fmt, struct io_pgtable_cfg *cfg,
					    void *cookie)
{
	struct io_pgtable *table = kzalloc(sizeof(*table), GFP_KERNEL);
	u64 *root = table ? miniature_table(cfg) : NULL;

	if (!root)
		return NULL;
	if (fmt == ARM_64_LPAE_S2)
		cfg->arm_lpae_s2_cfg.vttbr = virt_to_phys(root);
	else
		cfg->arm_lpae_s1_cfg.ttbr = virt_to_phys(root);
	table->cookie = cookie;
	table->root = root;
	table->cfg = *cfg;
	table->ops = miniature_ops;
	return &table->ops;
}

void free_io_pgtable_ops(struct io_pgtable_ops *ops)
{
	struct io_pgtable *table = io_pgtable_ops_to_pgtable(ops);

	miniature_free(table->root, 0);
	kfree(table);
}
`

const TABLE = `#include <linux/io-pgtable.h>

enum { ENTRIES = 512, LAST = 3, IS_PAGE = 3, IS_BLOCK = 1, IS_TABLE = 3 };

static unsigned place(unsigned long iova, int level)
{
	return iova >> (39 - 9 * level) & (ENTRIES - 1);
}

static u64 *below(u64 pte)
{
	return phys_to_virt(pte & GENMASK_ULL(47, 12));
}

static bool leads_on(u64 pte, int level)
{
	return level < LAST && (pte & 3) == IS_TABLE;
}

static int level_of(size_t pgsize)
{
	return pgsize == SZ_4K ? LAST : pgsize == SZ_2M ? 2 : 1;
}

static void show(struct io_pgtable_cfg *cfg, u64 *ptes, size_t count)
{
	if (!cfg->coherent_walk)
		dma_sync_single_for_device(cfg->iommu_dev, virt_to_phys(ptes),
					   count * sizeof(*ptes), DMA_TO_DEVICE);
}

u64 *miniature_table(struct io_pgtable_cfg *cfg)
{
	u64 *table = iommu_alloc_pages_node_sz(dev_to_node(cfg->iommu_dev), GFP_ATOMIC, SZ_4K);

	if (table && !cfg->coherent_walk)
		dma_map_single(cfg->iommu_dev, table, SZ_4K, DMA_TO_DEVICE);
	return table;
}

void miniature_free(u64 *table, int level)
{
	for (int at = 0; level < LAST && at < ENTRIES; at++)
		if (leads_on(table[at], level))
			miniature_free(below(table[at]), level + 1);
	iommu_free_pages(table);
}

static u64 *find(struct io_pgtable *table, unsigned long iova, int last, bool make)
{
	u64 *entries = table->root;

	for (int level = 0; level < last; level++) {
		u64 *pte = &entries[place(iova, level)];

		if (!READ_ONCE(*pte)) {
			u64 *more = make ? miniature_table(&table->cfg) : NULL;

			if (!more)
				return NULL;
			cmpxchg64_relaxed(pte, 0, virt_to_phys(more) | IS_TABLE);
			show(&table->cfg, pte, 1);
		}
		entries = below(READ_ONCE(*pte));
	}
	return &entries[place(iova, last)];
}

static int map_pages(struct io_pgtable_ops *ops, unsigned long iova, phys_addr_t paddr,
		     size_t pgsize, size_t pgcount, int prot, gfp_t gfp, size_t *mapped)
{
	struct io_pgtable *table = io_pgtable_ops_to_pgtable(ops);
	int level = level_of(pgsize);
	u64 *ptes = find(table, iova, level, true);
	size_t count = min_t(size_t, pgcount, ENTRIES - place(iova, level));

	if (!ptes)
		return -ENOMEM;
	for (size_t at = 0; at < count; at++)
		if (READ_ONCE(ptes[at]))
			return -EEXIST;
	for (size_t at = 0; at < count; at++)
		WRITE_ONCE(ptes[at], (paddr + at * pgsize) | (level == LAST ? IS_PAGE : IS_BLOCK));
	show(&table->cfg, ptes, count);
	*mapped += count * pgsize;
	return 0;
}
`

/** The same loop, and a write-back within or behind it. */
function unmapPages(within: string, behind: string): string {
  return `
static size_t unmap_pages(struct io_pgtable_ops *ops, unsigned long iova, size_t pgsize,
			  size_t pgcount, struct iommu_iotlb_gather *gather)
{
	struct io_pgtable *table = io_pgtable_ops_to_pgtable(ops);
	int level = level_of(pgsize);
	u64 *ptes = find(table, iova, level, false);
	size_t count = min_t(size_t, pgcount, ENTRIES - place(iova, level));

	if (!ptes)
		return 0;
	for (size_t at = 0; at < count; at++) {
		u64 pte = READ_ONCE(ptes[at]);

		WRITE_ONCE(ptes[at], 0);
		${within}
		if (leads_on(pte, level)) {
			table->cfg.tlb->tlb_flush_walk(iova + at * pgsize, pgsize, SZ_4K, table->cookie);
			miniature_free(below(pte), level + 1);
		} else if (!iommu_iotlb_gather_queued(gather)) {
			table->cfg.tlb->tlb_add_page(gather, iova + at * pgsize, pgsize, table->cookie);
		}
	}
	${behind}
	return count * pgsize;
}
`
}

const UNMAP = {
  pte: unmapPages('show(&table->cfg, &ptes[at], 1);', ''),
  run: unmapPages('', 'show(&table->cfg, ptes, count);'),
} as const

const OPS = `
static phys_addr_t iova_to_phys(struct io_pgtable_ops *ops, unsigned long iova)
{
	u64 *entries = io_pgtable_ops_to_pgtable(ops)->root;

	for (int level = 0; level <= LAST; level++) {
		u64 pte = READ_ONCE(entries[place(iova, level)]);
		unsigned long within = (1UL << (39 - 9 * level)) - 1;

		if (!pte)
			return 0;
		if (!leads_on(pte, level))
			return (pte & GENMASK_ULL(47, 12)) | (iova & within);
		entries = below(pte);
	}
	return 0;
}

const struct io_pgtable_ops miniature_ops = {
	.map_pages = map_pages,
	.unmap_pages = unmap_pages,
	.iova_to_phys = iova_to_phys,
};
`
