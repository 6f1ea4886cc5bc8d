/* SPDX-License-Identifier: GPL-2.0-only */
/* The driver of this tier's own, beside native/driver/smmu.h. */
#ifndef UB_LINUX_DRIVERS_H
#define UB_LINUX_DRIVERS_H

#include "driver/smmu.h"

/* The last argument of `.map`, which kernels have had since v5.8. */
#ifdef UB_MAP_WITHOUT_GFP
#define MAP_GFP(gfp)
#else
#define MAP_GFP(gfp) , gfp
#endif

extern const struct ub_driver one_page;

#endif
