#include "probes/counting.h"

#include <stdlib.h>
#include <string.h>

#include "contract/probe.h"
#include "probes/tlbi.h"

/* ptes in a cache line of 64 bytes, and cache lines in a table of 4 KiB. */
enum { PTES_PER_LINE = 8, LINES_PER_TABLE = 64 };

static _Thread_local uint64_t tally[COUNTERS];

static _Thread_local struct {
  bool on;
  bool lost;
  struct reported *events;
  size_t count;
  size_t room;
} kept;

void take_counts(uint64_t counts[COUNTERS]) {
  memcpy(counts, tally, sizeof tally);
  memset(tally, 0, sizeof tally);
}

void record_events(bool on) {
  kept.on = on;
}

struct reported *take_events(size_t *count) {
  struct reported *events = kept.lost ? NULL : realloc(kept.events, (kept.count + 1) * sizeof *events);
  if (events == NULL) free(kept.events);
  *count = kept.count;
  kept.events = NULL;
  kept.count = kept.room = 0;
  kept.lost = false;
  return events;
}

/* Keeps one report, if reports are kept. */
static void keep_all(enum event kind, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e) {
  if (!kept.on || kept.lost) return;
  if (kept.count == kept.room) {
    size_t room = kept.room == 0 ? 1024 : 2 * kept.room;
    struct reported *events = realloc(kept.events, room * sizeof *events);
    if (events == NULL) {
      kept.lost = true;
      return;
    }
    kept.events = events;
    kept.room = room;
  }
  kept.events[kept.count++] = (struct reported){ { kind, a, b, c, d, e } };
}

static void keep(enum event kind, uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  keep_all(kind, a, b, c, d, 0);
}

/* Counts under the models of every format: whoever takes the counts knows which one it is. */
static void count_invalidation(struct gathered gathered) {
  uint64_t pages = pages_of(&gathered);
  bool vtd_whole = vtd_takes_all(&gathered), riscv_whole = riscv_takes_all(&gathered);
  tally[COUNTER_invalidatedBytes] += gathered.end - gathered.start;
  tally[COUNTER_alignedBytes] += aligned_block(&gathered);
  tally[COUNTER_tlbiPerPage] += page_by_page_commands(pages);
  tally[COUNTER_tlbiList] += page_by_page_commands(pages);
  tally[COUNTER_tlbiRange] += range_commands(pages);
  tally[COUNTER_tlbiTwoRanges] += two_range_commands(pages);
  tally[COUNTER_tlbiVtd] += ONE_COMMAND;
  tally[COUNTER_tlbiVtdFirst] += ONE_COMMAND;
  tally[COUNTER_tlbiAmd] += ONE_COMMAND;
  tally[COUNTER_tlbiAmdNp] += aligned_piece_commands(&gathered);
  tally[COUNTER_tlbiRiscvRange] += ONE_COMMAND;
  tally[COUNTER_tlbiRiscv] += riscv_whole ? ONE_COMMAND : riscv_page_commands(&gathered);
  tally[COUNTER_wholeVtd] += vtd_whole;
  tally[COUNTER_wholeRiscv] += riscv_whole;
}

void probe_driver_call(enum ub_layer_op op, uint64_t iova, uint64_t pgsize, uint64_t count) {
  tally[COUNTER_driverCalls]++;
  keep(EVENT_driverCall, op, iova, pgsize, count);
}

void probe_table_call(enum ub_layer_op op, uint64_t iova, uint64_t pgsize, uint64_t count) {
  tally[COUNTER_tableCalls]++;
  keep(EVENT_tableCall, op, iova, pgsize, count);
}

void probe_walk(uint64_t iova) {
  tally[COUNTER_walks]++;
  keep(EVENT_walk, iova, 0, 0, 0);
}

void probe_visit(unsigned level) {
  tally[COUNTER_levels]++;
  keep(EVENT_visit, level, 0, 0, 0);
}

void probe_read_ptes(unsigned level, uint64_t index, uint64_t count) {
  tally[COUNTER_pteReads] += count;
  keep(EVENT_readPtes, level, index, count, 0);
}

void probe_write_ptes(unsigned level, uint64_t index, uint64_t count) {
  tally[COUNTER_pteWrites] += count;
  keep(EVENT_writePtes, level, index, count, 0);
}

void probe_cas_pte(unsigned level, uint64_t index) {
  tally[COUNTER_pteCas]++;
  keep(EVENT_casPte, level, index, 0, 0);
}

void probe_map_leaves(bool page, uint64_t count) {
  tally[page ? COUNTER_pageLeaves : COUNTER_blockLeaves] += count;
  keep(EVENT_mapLeaves, page, count, 0, 0);
}

void probe_clear_leaves(uint64_t count) {
  tally[COUNTER_leafClears] += count;
  keep(EVENT_clearLeaves, count, 0, 0, 0);
}

void probe_write_back(uint64_t index, uint64_t count) {
  tally[COUNTER_writeBacks]++;
  tally[COUNTER_writeBackLines] +=
    (index + count - 1) / PTES_PER_LINE - index / PTES_PER_LINE + 1;
  keep(EVENT_writeBack, index, count, 0, 0);
}

void probe_write_back_table(void) {
  tally[COUNTER_writeBackLines] += LINES_PER_TABLE;
  keep(EVENT_writeBackTable, 0, 0, 0, 0);
}

void probe_write_barrier(void) {
  tally[COUNTER_writeBarriers]++;
  keep(EVENT_writeBarrier, 0, 0, 0, 0);
}

void probe_publish_barrier(void) {
  tally[COUNTER_publishBarriers]++;
  keep(EVENT_publishBarrier, 0, 0, 0, 0);
}

void probe_tlb_add(uint64_t iova, uint64_t granule) {
  tally[COUNTER_tlbAdds]++;
  keep(EVENT_tlbAdd, iova, granule, 0, 0);
}

void probe_range_add(uint64_t start, uint64_t end, uint64_t pgsize) {
  tally[COUNTER_rangeAdds]++;
  keep(EVENT_rangeAdd, start, end, pgsize, 0);
}

void probe_flush_walk(uint64_t iova, uint64_t size, uint64_t granule) {
  tally[COUNTER_flushWalks]++;
  count_invalidation((struct gathered){ .start = iova, .end = iova + size, .step = granule,
                                        .pgsize = granule, .tables = true });
  keep(EVENT_flushWalk, iova, size, granule, 0);
}

void probe_sync(bool forced, uint64_t start, uint64_t end, uint64_t pgsize) {
  tally[forced ? COUNTER_forcedSyncs : COUNTER_finalSyncs]++;
  if (end > start) {
    count_invalidation((struct gathered){ .start = start, .end = end, .step = pgsize,
                                          .pgsize = pgsize });
  }
  keep(EVENT_sync, forced, start, end, pgsize);
}

void probe_sync_levels(bool forced, uint64_t start, uint64_t end, unsigned leaves,
                       unsigned tables) {
  tally[forced ? COUNTER_forcedSyncs : COUNTER_finalSyncs]++;
  if (end > start) {
    count_invalidation((struct gathered){ .start = start, .end = end,
                                          .step = lowest_step(leaves | tables),
                                          .tables = tables != 0 });
  }
  keep_all(EVENT_sync, forced, start, end, 0, leaves | tables << 8);
}

void probe_alloc_table(unsigned level) {
  tally[COUNTER_tableAllocs]++;
  keep(EVENT_allocTable, level, 0, 0, 0);
}

void probe_free_tables(uint64_t count) {
  tally[COUNTER_tableFrees] += count;
  keep(EVENT_freeTables, count, 0, 0, 0);
}

void probe_iova_to_phys(uint64_t iova) {
  tally[COUNTER_iovaToPhys]++;
  keep(EVENT_iovaToPhys, iova, 0, 0, 0);
}

void probe_unmapped(uint64_t bytes) {
  tally[COUNTER_unmappedBytes] += bytes;
  keep(EVENT_unmapped, bytes, 0, 0, 0);
}
