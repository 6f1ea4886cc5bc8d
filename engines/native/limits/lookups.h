/* Translations in the place of unmaps: what `dma_unmap_page` asks of the core before it unmaps. */
#ifndef UB_LIMITS_LOOKUPS_H
#define UB_LIMITS_LOOKUPS_H

#include "tape/session.h"

/* From now on a session's unmaps translate their iova alone; those that find nothing fail. */
void look_up_instead(struct ub_session *session);

#endif
