/*
 * The barriers that a kernel has at these places, as it has them on each architecture: on x86
 * stores are not reordered among themselves, so that dma_wmb() only keeps the compiler from it.
 */
#ifndef UB_CPU_BARRIERS_H
#define UB_CPU_BARRIERS_H

#if !defined(__x86_64__) && !defined(__aarch64__)
#error "the native tier knows the barriers of x86-64 and arm64 only"
#endif

/* dma_wmb(): a table's zeroes before the entry that leads to them. */
static inline void publish_barrier(void) {
#ifdef __x86_64__
  __asm__ volatile("" ::: "memory");
#else
  __asm__ volatile("dmb oshst" ::: "memory");
#endif
}

/* smp_wmb(): stores before those that follow, for other processors. */
static inline void store_barrier(void) {
#ifdef __x86_64__
  __asm__ volatile("" ::: "memory");
#else
  __asm__ volatile("dmb ishst" ::: "memory");
#endif
}

/* wmb(): all stores before anything can walk to what they wrote. */
static inline void write_barrier(void) {
#ifdef __x86_64__
  __asm__ volatile("sfence" ::: "memory");
#else
  __asm__ volatile("dsb st" ::: "memory");
#endif
}

#endif
