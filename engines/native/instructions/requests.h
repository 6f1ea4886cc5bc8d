/*
 * What a program says to valgrind that it runs under: a sequence of instructions that changes
 * nothing elsewhere, with the address of the request in a register. Valgrind's own headers have the
 * same as macros; these few are all that is needed, so that they need not be there.
 */
#ifndef UB_INSTRUCTIONS_REQUESTS_H
#define UB_INSTRUCTIONS_REQUESTS_H

#include <stdint.h>

#define OF_CALLGRIND ((uint64_t)'C' << 24 | (uint64_t)'T' << 16)

enum request {
  /* How many valgrinds the program runs under: 0 where under none. */
  REQUEST_DEPTH = 0x1001,
  /* Counting resumes where it was paused, and pauses where it was running. */
  REQUEST_TOGGLE_COLLECT = OF_CALLGRIND + 2,
  /* Writes the counts down under a name, and sets them to 0. */
  REQUEST_DUMP_AS = OF_CALLGRIND + 3,
};

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

static inline __attribute__((always_inline)) uint64_t ask_valgrind(enum request request,
                                                                   const void *argument) {
  volatile uint64_t given[6] = { request, (uint64_t)(uintptr_t)argument };
  uint64_t answer = 0;
#ifdef __x86_64__
  __asm__ volatile(
    "rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi; xchgq %%rbx, %%rbx"
    : "+d"(answer)
    : "a"(given)
    : "cc", "memory");
#else
  register uint64_t result __asm__("x3") = answer;
  register volatile uint64_t *words __asm__("x4") = given;
  __asm__ volatile(
    "ror x12, x12, #3; ror x12, x12, #13; ror x12, x12, #51; ror x12, x12, #61; orr x10, x10, x10"
    : "+r"(result)
    : "r"(words)
    : "cc", "memory");
  answer = result;
#endif
  return answer;
}

#else

static inline uint64_t ask_valgrind(enum request request, const void *argument) {
  (void)request;
  (void)argument;
  return 0;
}

#endif

#endif
