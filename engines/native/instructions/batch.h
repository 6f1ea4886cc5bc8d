/*
 * A batch: tapes, and the engines that are to run them, as one file. All numbers are 64-bit words in
 * the byte order of the machine, which is the one that wrote the file:
 *
 *   batch   MAGIC, bytes of the file, warm, few, many, tapes, jobs; then so many tapes and jobs
 *   tape    operations, phases; then of each phase: op, timed, from, to; then the columns: op and
 *           continues, a byte an operation and filled up to whole words; iova, paddr and size
 *   job     tape's number, names of shape, format and driver (NAME_BYTES each, ended by a 0); then
 *           ias, oas, pgsize_bitmap, coherent, strict, max_tables
 *
 * `warm` cycles of a tape are run before any is counted; then `few` and `many`, which are
 * subtracted from each other. engines/instructions/batch.ts writes it.
 */
#ifndef UB_INSTRUCTIONS_BATCH_H
#define UB_INSTRUCTIONS_BATCH_H

#include "contract/domain.h"
#include "contract/tape.h"

#define BATCH_MAGIC UINT64_C(0x3148435441424255) /* "UBBATCH1", read as a word of a small-endian machine */

enum { NAME_BYTES = 32, OP_KINDS = 3 };

struct counted_tape {
  struct ub_tape tape;
  size_t operations;
  struct ub_phase *phases;
  size_t phase_count;
};

struct job {
  const struct counted_tape *tape;
  const char *shape;
  const char *format;
  const char *driver;
  struct ub_domain_config config;
};

struct batch {
  uint64_t warm;
  uint64_t few;
  uint64_t many;
  struct counted_tape *tapes;
  size_t tape_count;
  struct job *jobs;
  size_t job_count;
};

/*
 * Reads a batch out of `bytes` bytes from `start` on, which must stay. Returns what is wrong with
 * them, in words; NULL where nothing is.
 */
const char *batch_read(struct batch *batch, const void *start, size_t bytes);

/* The same of a file by its name; its memory stays. */
const char *batch_load(struct batch *batch, const char *name);

#endif
