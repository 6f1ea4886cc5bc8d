/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's table takes the table's place under our driver (native/driver/table-ops.h). */
#ifndef UB_GENERIC_PT_TABLE_OPS_H
#define UB_GENERIC_PT_TABLE_OPS_H

#include <linux/generic_pt/iommu.h>

#define ub_table_ops pt_iommu

#endif
