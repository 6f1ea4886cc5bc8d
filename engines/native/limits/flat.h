/*
 * Sessions that are no engines: no page table, but one flat array with a descriptor a page. They run
 * the same tapes, and are timed in turn with the engines: what none of them can do without.
 */
#ifndef UB_LIMITS_FLAT_H
#define UB_LIMITS_FLAT_H

#include "tape/session.h"

/*
 * FLAT_NOTHING reads the tape and does nothing: the floor of what a tape costs. FLAT_BARE stores and
 * clears; FLAT_CHECKED looks at every pte as an engine must.
 */
enum ub_flat_kind { FLAT_NOTHING, FLAT_BARE, FLAT_CHECKED, FLAT_KINDS };

extern const char *const flat_names[FLAT_KINDS];

struct ub_session *flat_open(enum ub_flat_kind kind);

#endif
