/* per-page rendered plainly: what the layers' generality costs is measured against it. */
#ifndef UB_LIMITS_PLAIN_PER_PAGE_H
#define UB_LIMITS_PLAIN_PER_PAGE_H

#include "tape/session.h"

/*
 * Has a session of per-page run plainly from now on. Returns whether it can: the rendering knows
 * arm-lpae-4k with 4K pages and four levels, coherent and strict, and no scatter lists.
 */
bool run_plainly(struct ub_session *session);

#endif
