/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UB_GENERIC_PT_DRIVERS_H
#define UB_GENERIC_PT_DRIVERS_H

#include "driver/smmu.h"

extern const struct ub_driver generic_pt_driver;

#endif
