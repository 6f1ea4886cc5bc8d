/* SPDX-License-Identifier: GPL-2.0-only */
/* The driver of this tier's own, beside native/driver/smmu.h. */
#ifndef UB_LINUX_DRIVERS_H
#define UB_LINUX_DRIVERS_H

#include "driver/smmu.h"

extern const struct ub_driver one_page;

#endif
