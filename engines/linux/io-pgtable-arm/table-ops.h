/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's ops struct takes the table's place under our drivers (native/driver/table-ops.h). */
#ifndef UB_IO_PGTABLE_ARM_TABLE_OPS_H
#define UB_IO_PGTABLE_ARM_TABLE_OPS_H

#include <linux/io-pgtable.h>

#define ub_table_ops io_pgtable_ops

#endif
