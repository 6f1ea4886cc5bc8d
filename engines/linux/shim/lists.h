/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists whose elements hold their links: circular, a head without an element. */
#ifndef UB_SHIM_LISTS_H
#define UB_SHIM_LISTS_H

#include "shim/arithmetic.h"
#include "shim/list-head.h"

#define LIST_HEAD_INIT(name) { .next = &(name), .prev = &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)

#define list_entry(link, type, member) container_of(link, type, member)
#define list_first_entry(list, type, member) list_entry((list)->next, type, member)
#define list_last_entry(list, type, member) list_entry((list)->prev, type, member)
#define list_next_entry(element, member) \
  list_entry((element)->member.next, __typeof__(*(element)), member)
#define list_for_each(link, list) \
  for ((link) = (list)->next; (link) != (list); (link) = (link)->next)
#define list_for_each_entry(element, list, member)                       \
  for ((element) = list_first_entry(list, __typeof__(*(element)), member); \
       &(element)->member != (list); (element) = list_next_entry(element, member))
#define list_for_each_entry_safe(element, following, list, member)       \
  for ((element) = list_first_entry(list, __typeof__(*(element)), member), \
      (following) = list_next_entry(element, member);                    \
       &(element)->member != (list);                                     \
       (element) = (following), (following) = list_next_entry(following, member))

static inline void INIT_LIST_HEAD(struct list_head *list) {
  list->next = list;
  list->prev = list;
}

static inline bool list_empty(const struct list_head *list) {
  return list->next == list;
}

static inline void list_add_tail(struct list_head *element, struct list_head *list) {
  struct list_head *last = list->prev;
  element->next = list;
  element->prev = last;
  last->next = element;
  list->prev = element;
}

static inline void list_add(struct list_head *element, struct list_head *list) {
  list_add_tail(element, list->next);
}

static inline void list_del(struct list_head *element) {
  element->prev->next = element->next;
  element->next->prev = element->prev;
}

static inline void list_del_init(struct list_head *element) {
  list_del(element);
  INIT_LIST_HEAD(element);
}

/* Puts what `list` holds before all of `to`; `list` itself stays as it was. */
static inline void list_splice(const struct list_head *list, struct list_head *to) {
  if (list_empty(list)) return;
  struct list_head *next = to->next;
  list->next->prev = to;
  to->next = list->next;
  list->prev->next = next;
  next->prev = list->prev;
}

#endif
