/* How many levels a table has, and how large its root is. */
#ifndef UB_TABLE_LAYOUT_H
#define UB_TABLE_LAYOUT_H

#include "table/geometry.h"

/* Levels that `ias` bits of input addresses take. */
static unsigned levels_for(unsigned ias) {
  unsigned bits = geometry.bits_per_level;
  return (ias - geometry.granule_shift + bits - 1) / bits;
}

/* Bits of an input address that the root of a table for `ias` bits resolves. */
static unsigned top_bits_of(unsigned ias) {
  return ias - geometry.granule_shift - geometry.bits_per_level * (levels_for(ias) - 1);
}

/* Lays a table out for `ias` bits, with tables side by side as its root or one of them. */
static void lay_out(struct ub_page_table *table, unsigned ias, bool concatenated) {
  for (unsigned level = 0; level <= geometry.last_level; level++) {
    table->index_mask[level] = ENTRIES - 1;
  }
  table->start_level = geometry.last_level + 1 - levels_for(ias) + (concatenated ? 1 : 0);
  table->root_entries = concatenated ? ENTRIES << top_bits_of(ias) : ENTRIES;
  table->index_mask[table->start_level] = table->root_entries - 1;
}

#endif
