/*
 * A page-table format as data: one walker serves all of them. Every format keeps its valid, present
 * or access bits in each leaf and table entry, so that an entry is empty where all of it is 0.
 *
 * A format is one small file that defines its `geometry`, what the walker must know of levels and
 * ptes, and then includes the walker (table/page-table-of-format.h), which is compiled for these
 * constants; and its attributes, of which there can be several sets for one geometry, as data.
 */
#ifndef UB_TABLE_FORMATS_FORMAT_H
#define UB_TABLE_FORMATS_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "contract/domain.h"
#include "table/table-kind.h"

struct ub_geometry {
  /* log2 of the smallest page size and of a table's size in bytes. */
  unsigned granule_shift;
  /* log2 of the entries of a table, which fills a granule. */
  unsigned bits_per_level;
  /* Levels are numbered from 0, the top; the last one holds pages only. */
  unsigned last_level;
  /* The page sizes that one entry may be a leaf of, one bit each. */
  uint64_t leaf_sizes;
  /* Those that are leaves of several entries side by side; 0 where there are none. */
  uint64_t contiguous_sizes;
  /* The part of a pte that holds the output address. */
  uint64_t address;
  /* The part of that which holds higher address bits than those where it is, and how much higher; 0 where none does. */
  uint64_t high_address;
  unsigned high_address_by;
  /* The part of a pte that shows a table, what a table entry has there, and what it has beside that. */
  uint64_t type;
  uint64_t table_type;
  uint64_t table_access;
  /* Where a table entry says how many levels there are below it; 0 where it does not. */
  unsigned next_level_at;
  /* The part that tells a leaf from a table above the last level, and what it is for leaves there, and at the last. */
  uint64_t leaf;
  uint64_t block_type;
  uint64_t page_type;
  /*
   * What each entry of a contiguous leaf has set beside what a leaf of one has; and whether all of
   * them are alike, with the leaf's size in the low bits of its address, not each with its own.
   */
  uint64_t contiguous;
  bool size_in_address;
  /* Software bit: this table entry was written back (non-coherent walkers). */
  uint64_t written_back;
};

struct ub_format {
  const char *name;
  const struct ub_geometry *geometry;
  /* The walker, compiled for the geometry. */
  const struct ub_table_kind *tables;
  /*
   * Tables that may lie side by side as one root, instead of a level above them with as many
   * entries; 1 where a root is a single table.
   */
  unsigned concatenated_roots;
  /* Most input and output address bits. */
  unsigned max_ias;
  unsigned max_oas;

  /* Attributes of every leaf, and of one that may be read, may be written, may only be read ... */
  uint64_t always;
  uint64_t readable;
  uint64_t writable;
  uint64_t read_only;
  uint64_t cached;
  uint64_t uncached;
  uint64_t no_exec;
};

#define BITS(value, at) (UINT64_C(value) << (at))

/* Attributes of a leaf, its type apart; `prot` is the contract's UB_PROT_* bits. */
static inline uint64_t access_attributes(const struct ub_format *format, int prot) {
  return format->always | (prot & UB_PROT_READ ? format->readable : 0) |
         (prot & UB_PROT_WRITE ? format->writable : format->read_only) |
         (prot & UB_PROT_CACHE ? format->cached : format->uncached) |
         (prot & UB_PROT_NOEXEC ? format->no_exec : 0);
}

#endif
