/* SPDX-License-Identifier: GPL-2.0-only */
/* A link of a list, or its head. */
#ifndef UB_SHIM_LIST_HEAD_H
#define UB_SHIM_LIST_HEAD_H

struct list_head {
  struct list_head *next;
  struct list_head *prev;
};

#endif
