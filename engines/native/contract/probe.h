/*
 * What the layers report as they work: engines/contract/probe.ts. The same sources are compiled
 * twice: with UB_COUNT every `COUNT(...)` is a call into probes/counting.c, and without it nothing
 * of it is compiled: what stands in it is only looked at by the compiler, as an operand of sizeof.
 */
#ifndef UB_CONTRACT_PROBE_H
#define UB_CONTRACT_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "generated/vocabulary.h"

#ifdef UB_COUNT
#define COUNT(report) (report)
#else
#define COUNT(report) ((void)sizeof((report), 0))
#endif

/* Ops that one layer calls on the next. */
#define OP(name) OP_##name,
enum ub_layer_op { UB_LAYER_OPS(OP) };
#undef OP

void probe_driver_call(enum ub_layer_op op, uint64_t iova, uint64_t pgsize, uint64_t count);
void probe_table_call(enum ub_layer_op op, uint64_t iova, uint64_t pgsize, uint64_t count);
void probe_walk(uint64_t iova);
void probe_visit(unsigned level);
void probe_read_ptes(unsigned level, uint64_t index, uint64_t count);
void probe_write_ptes(unsigned level, uint64_t index, uint64_t count);
void probe_cas_pte(unsigned level, uint64_t index);
void probe_map_leaves(bool page, uint64_t count);
void probe_clear_leaves(uint64_t count);
void probe_write_back(uint64_t index, uint64_t count);
void probe_write_back_table(void);
void probe_write_barrier(void);
void probe_publish_barrier(void);
void probe_tlb_add(uint64_t iova, uint64_t granule);
void probe_range_add(uint64_t start, uint64_t end, uint64_t pgsize);
void probe_flush_walk(uint64_t iova, uint64_t size, uint64_t granule);
void probe_sync(bool forced, uint64_t start, uint64_t end, uint64_t pgsize);
/* The same of a range without a page size, with the levels that were gathered: a bit each, eight at most. */
void probe_sync_levels(bool forced, uint64_t start, uint64_t end, unsigned leaves, unsigned tables);
void probe_alloc_table(unsigned level);
void probe_free_tables(uint64_t count);
void probe_iova_to_phys(uint64_t iova);
void probe_unmapped(uint64_t bytes);

#endif
