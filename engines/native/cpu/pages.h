/*
 * Memory straight from the system, for tables and for what is timed beside them: address space is
 * reserved first and gets its memory piece by piece, in huge pages where the system has them. The
 * kernel sees its tables through a map of huge pages too, and no walk there misses a TLB for each.
 */
#ifndef UB_CPU_PAGES_H
#define UB_CPU_PAGES_H

#include <stdbool.h>
#include <stddef.h>

/* Pieces are whole multiples of a huge page of 2 MiB. */
#define PAGES_PIECE ((size_t)2 << 20)

/* Reserves at least `bytes`, from a multiple of a piece on; NULL where there is no such room. */
char *pages_reserve(size_t bytes);

/* Makes `bytes` from `start` on usable, zeroed, and has the system find their memory at once. */
bool pages_commit(char *start, size_t bytes);

/* Gives back what was reserved with the same `bytes`. */
void pages_release(char *start, size_t bytes);

#endif
