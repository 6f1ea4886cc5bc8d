/*
 * Operations given by bytes, for programs that try many: any bytes give some. Built with the
 * sanitizers by soak.test.ts, as a program of its own and as a fuzzer's target.
 */
#ifndef UB_SOAK_REPLAY_H
#define UB_SOAK_REPLAY_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that give a domain and an engine, and each operation after them. */
enum { DOMAIN_BYTES = 8, OPERATION_BYTES = 6 };

/*
 * Runs what the bytes tell on an engine of its own, and looks after each operation whether it did
 * what it said. Ends the program with a message where it did not.
 */
void replay(const uint8_t *bytes, size_t count);

#endif
