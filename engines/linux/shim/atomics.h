/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory order, accesses that the compiler leaves as they are, compare-and-swaps, and locks that nobody else holds. */
#ifndef UB_SHIM_ATOMICS_H
#define UB_SHIM_ATOMICS_H

#include "cpu/barriers.h"
#include "shim/accesses.h"
#include "shim/arithmetic.h"

#define READ_ONCE(object) (*(const volatile __typeof__(object) *)&(object))
#define WRITE_ONCE(object, value) (*(volatile __typeof__(object) *)&(object) = (value))
#define barrier() __asm__ volatile("" ::: "memory")

#define wmb() shim_write_barrier()
#define dma_wmb() shim_publish_barrier()
#define smp_wmb() shim_store_barrier()

static inline void shim_write_barrier(void) {
  REPORT(probe_write_barrier());
  write_barrier();
}

static inline void shim_store_barrier(void) {
  REPORT(probe_write_barrier());
  store_barrier();
}

static inline void shim_publish_barrier(void) {
  REPORT(probe_publish_barrier());
  publish_barrier();
}

/* Those that order loads are counted by nobody. */
#ifdef __x86_64__
#define smp_mb() __asm__ volatile("lock addl $0, -4(%%rsp)" ::: "memory", "cc")
#define mb() __asm__ volatile("mfence" ::: "memory")
#define rmb() __asm__ volatile("lfence" ::: "memory")
#define smp_rmb() barrier()
#define dma_rmb() barrier()
#define shim_release() barrier()
#else
#define smp_mb() __asm__ volatile("dmb ish" ::: "memory")
#define mb() __asm__ volatile("dsb sy" ::: "memory")
#define rmb() __asm__ volatile("dsb ld" ::: "memory")
#define smp_rmb() __asm__ volatile("dmb ishld" ::: "memory")
#define dma_rmb() __asm__ volatile("dmb oshld" ::: "memory")
/* Loads too stay before a store that releases. */
#define shim_release() smp_mb()
#endif

#define smp_load_acquire(at)                     \
  ({                                             \
    __auto_type shim_loaded = READ_ONCE(*(at));  \
    smp_rmb();                                   \
    shim_loaded;                                 \
  })
#define smp_store_release(at, value) \
  do {                               \
    shim_release();                  \
    WRITE_ONCE(*(at), (value));      \
  } while (false)

#ifdef UB_COUNT
u64 shim_compare_and_swap(u64 *at, u64 old, u64 new);
#else
static inline u64 shim_compare_and_swap(u64 *at, u64 old, u64 new) {
  __atomic_compare_exchange_n(at, &old, new, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return old;
}
#endif

/* Whether `*at` was `*old` and is `new` now; what it was instead is in `*old`. */
static inline bool shim_try_swap(u64 *at, u64 *old, u64 new, int order) {
#ifdef UB_COUNT
  (void)order;
  u64 found = shim_compare_and_swap(at, *old, new);
  bool swapped = found == *old;
  *old = found;
  return swapped;
#else
  /* Either order is a constant, and the stronger one is needed where it is not known to be. */
  return order == __ATOMIC_RELEASE
           ? __atomic_compare_exchange_n(at, old, new, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
           : __atomic_compare_exchange_n(at, old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
#endif
}

/* Words are 64 bits, as entries and pointers are; each order that is weaker is taken for the full one. */

#define shim_swapped(at, old, new)                                                         \
  ({                                                                                       \
    _Static_assert(sizeof *(at) == sizeof(u64), "words of 64 bits are swapped");           \
    u64 shim_before = (u64)(old);                                                          \
    (void)shim_try_swap((u64 *)(void *)(at), &shim_before, (u64)(new), __ATOMIC_SEQ_CST);  \
    (__typeof__(*(at)))shim_before;                                                        \
  })
#define cmpxchg64_relaxed(at, old, new) shim_compare_and_swap((at), (old), (new))
#define cmpxchg64(at, old, new) shim_swapped((at), (old), (new))
#define cmpxchg64_acquire(at, old, new) shim_swapped((at), (old), (new))
#define cmpxchg64_release(at, old, new) shim_swapped((at), (old), (new))
#define cmpxchg(at, old, new) shim_swapped((at), (old), (new))
#define cmpxchg_relaxed(at, old, new) shim_swapped((at), (old), (new))
#define try_cmpxchg64(at, old, new) shim_try_swap((at), (old), (new), __ATOMIC_SEQ_CST)
#define try_cmpxchg64_relaxed(at, old, new) try_cmpxchg64((at), (old), (new))
#define try_cmpxchg64_acquire(at, old, new) try_cmpxchg64((at), (old), (new))
#define try_cmpxchg64_release(at, old, new) shim_try_swap((at), (old), (new), __ATOMIC_RELEASE)

/* What was there before; counted as a swap, which it is. */
#define xchg(at, new)                                                                           \
  ({                                                                                            \
    _Static_assert(sizeof *(at) == sizeof(u64), "words of 64 bits are swapped");                \
    (__typeof__(*(at)))shim_exchange((u64 *)(void *)(at), (u64)(new));                          \
  })
#define xchg_relaxed(at, new) xchg((at), (new))

#ifdef UB_COUNT
u64 shim_exchange(u64 *at, u64 new);
#else
static inline u64 shim_exchange(u64 *at, u64 new) {
  return __atomic_exchange_n(at, new, __ATOMIC_SEQ_CST);
}
#endif

typedef struct {
  char held;
} spinlock_t;

#define spin_lock_init(lock) ((void)(lock))
#define spin_lock(lock) ((void)(lock))
#define spin_unlock(lock) ((void)(lock))
#define spin_lock_irqsave(lock, flags) ((void)(lock), (void)((flags) = 0))
#define spin_unlock_irqrestore(lock, flags) ((void)(lock), (void)(flags))
#define lockdep_assert_held(lock) ((void)(lock))
#define might_sleep() ((void)0)
#define might_sleep_if(condition) ((void)(condition))
#define cond_resched() ((void)0)
#define prefetch(address) __builtin_prefetch(address)
#define prefetchw(address) __builtin_prefetch((address), 1)
#ifdef __x86_64__
#define cpu_relax() __builtin_ia32_pause()
#else
#define cpu_relax() __asm__ volatile("yield" ::: "memory")
#endif

#endif
