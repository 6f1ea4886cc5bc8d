/* Where engines may differ without being wrong: `Semantics` in engines/contract/engine.ts. */
#ifndef UB_CONTRACT_SEMANTICS_H
#define UB_CONTRACT_SEMANTICS_H

#include <stdbool.h>

/*
 * A table that an unmap covers whole is dropped unread or cleared leaf by leaf: that is the unmap
 * path itself, and no rung has to ask for it.
 */
struct ub_semantics {
  /* Unmapping a part of a block splits it into smaller leaves first. */
  bool splits_blocks;
  /* Mapping a block where a table is: the table goes with whatever it holds, or only if empty. */
  bool replaces_full_tables;
};

#endif
