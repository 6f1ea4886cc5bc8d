/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Types, bits, rounding, fields and sizes that libraries use, as the kernel's headers offer them. What
 * else these have is taken from the tree itself (taken/take.ts).
 */
#ifndef UB_SHIM_ARITHMETIC_H
#define UB_SHIM_ARITHMETIC_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Types */

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
typedef uint64_t phys_addr_t;
typedef uint64_t dma_addr_t;
typedef unsigned long pgoff_t;
typedef unsigned gfp_t;
typedef struct {
  int counter;
} atomic_t;

#define U32_MAX UINT32_MAX
#define U64_MAX UINT64_MAX
#define BITS_PER_LONG 64
#define ARRAY_SIZE(array) (sizeof(array) / sizeof *(array))
#define container_of(pointer, type, member) \
  ((type *)(void *)((char *)(pointer) - offsetof(type, member)))

/* The lesser and the greater */

/* As expressions, whose arguments have no side effects: what is timed is compiled from these. */
#define max(a, b) ((a) > (b) ? (a) : (b))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define min_t(type, a, b) min((type)(a), (type)(b))
#define swap(a, b)                 \
  do {                             \
    __typeof__(a) shim_old = (a);  \
    (a) = (b);                     \
    (b) = shim_old;                \
  } while (false)

/* Rounding: to powers of two, and to anything */

#define ALIGN(value, to) (((value) + ((__typeof__(value))(to) - 1)) & ~((__typeof__(value))(to) - 1))
#define ALIGN_DOWN(value, to) ((value) & ~((__typeof__(value))(to) - 1))
#define DIV_ROUND_UP(value, by) (((value) + (by) - 1) / (by))

/* Bits */

#define BIT(at) (1UL << (at))
#define BIT_ULL(at) (1ULL << (at))
#define BIT_MASK(at) BIT((at) % BITS_PER_LONG)
#define BIT_WORD(at) ((at) / BITS_PER_LONG)
#define GENMASK(high, low) ((~0UL >> (63 - (high))) & (~0UL << (low)))
#define GENMASK_ULL(high, low) ((~0ULL >> (63 - (high))) & (~0ULL << (low)))
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
#define __fls(word) ((unsigned long)(63 - __builtin_clzl(word)))
#define __ffs64(word) __ffs(word)
#define ffz(word) ((unsigned long)__builtin_ctzl(~(unsigned long)(word)))
#define fls(word) ((word) == 0 ? 0 : 32 - __builtin_clz(word))
#define fls64(word) ((word) == 0 ? 0 : 64 - __builtin_clzll(word))
#define hweight8(word) ((unsigned)__builtin_popcount((u8)(word)))
#define hweight16(word) ((unsigned)__builtin_popcount((u16)(word)))
#define hweight32(word) ((unsigned)__builtin_popcount(word))
#define hweight64(word) ((unsigned long)__builtin_popcountll(word))
#define hweight_long(word) hweight64(word)
#define ilog2(value) (63 - __builtin_clzll(value))
#define set_bit(at, words) ((words)[BIT_WORD(at)] |= BIT_MASK(at))
#define clear_bit(at, words) ((words)[BIT_WORD(at)] &= ~BIT_MASK(at))
#define test_bit(at, words) (((words)[BIT_WORD(at)] >> ((at) % BITS_PER_LONG) & 1) != 0)
#define __set_bit(at, words) set_bit((at), (words))
#define __clear_bit(at, words) clear_bit((at), (words))
#define for_each_set_bit(at, words, count)    \
  for ((at) = 0; (at) < (int)(count); (at)++) \
    if (test_bit((at), (words)))

/* Fields of a word, by their masks */

#define __bf_shf(mask) (__builtin_ffsll(mask) - 1)
#define FIELD_GET(mask, word) (((u64)(word) & (u64)(mask)) >> __bf_shf(mask))
#define FIELD_PREP(mask, value) (((u64)(value) << __bf_shf(mask)) & (u64)(mask))

/* Sizes that stay at the largest where they would overflow */

#define check_add_overflow(a, b, sum) __builtin_add_overflow((a), (b), (sum))

static inline size_t size_mul(size_t a, size_t b) {
  size_t product;
  return __builtin_mul_overflow(a, b, &product) ? SIZE_MAX : product;
}

#define array_size(count, each) size_mul((count), (each))

#define SZ_4K 0x1000
#define SZ_16K 0x4000
#define SZ_64K 0x10000
#define SZ_2M 0x200000
#define SZ_32M 0x2000000
#define SZ_512M 0x20000000
#define SZ_1G 0x40000000
#define SZ_2G 0x80000000
#define SZ_16G 0x400000000ULL
#define SZ_512G 0x8000000000ULL

/* Clears an object from behind a member on. */
#define memset_after(object, value, member)                                       \
  memset((char *)(object) + offsetof(__typeof__(*(object)), member) +             \
           sizeof((object)->member),                                              \
         (value),                                                                 \
         sizeof *(object) - offsetof(__typeof__(*(object)), member) - sizeof((object)->member))

#endif
