/*
 * Functions of a level, as instances with the level as a constant: `name_0` to `name_3`, each from
 * the one text of `name`, which is made part of it. Call shapes share them, so that none of them does
 * a step by other instructions than its neighbours. Where most operations are a few pages, walks and
 * writes of the last level are made part of who needs them, from the same text with the same constant:
 * engines/instructions/equal-care.test.ts holds that they come to the same.
 */
#ifndef UB_TABLE_LEVELS_H
#define UB_TABLE_LEVELS_H

#include "table/geometry.h"

_Static_assert(MOST_LEVELS == 4, "instances are written out for four levels");

/* An instance is a function of its own: no caller compiles a copy, and none is made for one of them. */
#ifdef __clang__
#define INSTANCE static __attribute__((noinline))
#else
#define INSTANCE static __attribute__((noinline, noclone))
#endif

/* Writes an instance for each level: INSTANCE_OF(level) is to define one. */
#define EACH_LEVEL(INSTANCE_OF) \
  INSTANCE_OF(0)                \
  INSTANCE_OF(1)                \
  INSTANCE_OF(2)                \
  INSTANCE_OF(3)

/* Calls the instance of `name` for a level; the choice is the compiler's where that is a constant. */
#define AT_LEVEL(name, level, ...)              \
  ((level) == 3   ? name##_3(__VA_ARGS__)       \
   : (level) == 2 ? name##_2(__VA_ARGS__)       \
   : (level) == 1 ? name##_1(__VA_ARGS__)       \
                  : name##_0(__VA_ARGS__))

#endif
