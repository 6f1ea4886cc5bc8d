#include "instructions/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 8, MOST_ADDRESS_BITS = 64 };

/* What is left to be read; `problem` says what was wrong first, and nothing is read after that. */
struct reader {
  const char *at;
  size_t left;
  const char *problem;
};

static void reject(struct reader *reader, const char *problem) {
  if (reader->problem == NULL) reader->problem = problem;
  reader->left = 0;
}

/* The next `count` items of `width` bytes; NULL where there are no more so many. */
static const void *take(struct reader *reader, uint64_t count, size_t width) {
  if (count > reader->left / width) {
    reject(reader, "it ends before all that it announces");
    return NULL;
  }
  const void *taken = reader->at;
  size_t bytes = (count * width + WORD - 1) / WORD * WORD;
  if (bytes > reader->left) bytes = reader->left;
  reader->at += bytes;
  reader->left -= bytes;
  return taken;
}

static uint64_t take_word(struct reader *reader) {
  const uint64_t *word = take(reader, 1, WORD);
  return word == NULL ? 0 : *word;
}

static const char *take_name(struct reader *reader) {
  const char *name = take(reader, NAME_BYTES, 1);
  if (name != NULL && memchr(name, 0, NAME_BYTES) == NULL) reject(reader, "a name has no end");
  return name;
}

/* Memory for `count` items of which each takes at least a word of the file. */
static void *room_for(struct reader *reader, uint64_t count, size_t width) {
  if (reader->problem != NULL || count == 0 || count > reader->left / WORD) {
    reject(reader, "it holds too little for the number of its tapes, phases or jobs");
    return NULL;
  }
  void *room = calloc(count, width);
  if (room == NULL) reject(reader, "there is no memory for it");
  return room;
}

static void read_phase(struct reader *reader, struct ub_phase *phase, uint64_t operations) {
  uint64_t op = take_word(reader);
  phase->timed = take_word(reader) != 0;
  phase->from = take_word(reader);
  phase->to = take_word(reader);
  if (op >= OP_KINDS || phase->from > phase->to || phase->to > operations) {
    reject(reader, "a phase is of no kind, or reaches beyond its tape");
    return;
  }
  phase->op = op == 0 ? UB_PHASE_MAP : op == 1 ? UB_PHASE_UNMAP : UB_PHASE_MIXED;
}

static void read_tape(struct reader *reader, struct counted_tape *tape) {
  uint64_t operations = take_word(reader);
  uint64_t phases = take_word(reader);
  tape->phases = room_for(reader, phases, sizeof *tape->phases);
  for (uint64_t at = 0; at < phases && reader->problem == NULL; at++) {
    read_phase(reader, &tape->phases[at], operations);
  }
  tape->tape.op = take(reader, operations, 1);
  tape->tape.continues = take(reader, operations, 1);
  tape->tape.iova = take(reader, operations, WORD);
  tape->tape.paddr = take(reader, operations, WORD);
  tape->tape.size = take(reader, operations, WORD);
  tape->operations = operations;
  tape->phase_count = phases;
  for (uint64_t at = 0; at < operations && reader->problem == NULL; at++) {
    if (tape->tape.op[at] > UB_UNMAP) reject(reader, "an operation is neither map nor unmap");
  }
}

static void read_job(struct reader *reader, struct job *job, const struct batch *batch) {
  uint64_t tape = take_word(reader);
  job->shape = take_name(reader);
  job->format = take_name(reader);
  job->driver = take_name(reader);
  uint64_t ias = take_word(reader);
  uint64_t oas = take_word(reader);
  job->config.pgsize_bitmap = take_word(reader);
  job->config.coherent = take_word(reader) != 0;
  job->config.strict = take_word(reader) != 0;
  uint64_t max_tables = take_word(reader);
  if (tape >= batch->tape_count || ias >= MOST_ADDRESS_BITS || oas >= MOST_ADDRESS_BITS ||
      max_tables > UINT32_MAX) {
    reject(reader, "a job has no tape, or a domain that cannot be");
    return;
  }
  job->tape = &batch->tapes[tape];
  job->config.ias = (unsigned)ias;
  job->config.oas = (unsigned)oas;
  job->config.max_tables = (uint32_t)max_tables;
}

const char *batch_read(struct batch *batch, const void *start, size_t bytes) {
  struct reader reader = { .at = start, .left = bytes };
  *batch = (struct batch){ 0 };
  if (take_word(&reader) != BATCH_MAGIC) return "it is no batch of this version";
  if (take_word(&reader) != bytes) return "it is longer or shorter than it says";
  batch->warm = take_word(&reader);
  batch->few = take_word(&reader);
  batch->many = take_word(&reader);
  uint64_t tapes = take_word(&reader);
  uint64_t jobs = take_word(&reader);
  if (batch->few >= batch->many) return "it wants no more cycles the second time";
  batch->tapes = room_for(&reader, tapes, sizeof *batch->tapes);
  for (uint64_t at = 0; at < tapes && reader.problem == NULL; at++) {
    read_tape(&reader, &batch->tapes[at]);
  }
  batch->tape_count = tapes;
  batch->jobs = room_for(&reader, jobs, sizeof *batch->jobs);
  for (uint64_t at = 0; at < jobs && reader.problem == NULL; at++) {
    read_job(&reader, &batch->jobs[at], batch);
  }
  batch->job_count = jobs;
  if (reader.problem == NULL && reader.left > 0) reject(&reader, "more follows after its jobs");
  return reader.problem;
}

/* All of a file, in memory that begins at a word; NULL where it cannot be read. */
static void *read_file(const char *name, size_t *bytes) {
  FILE *file = fopen(name, "rb");
  if (file == NULL) return NULL;
  long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  void *read = length > 0 ? malloc((size_t)length) : NULL;
  rewind(file);
  *bytes = read == NULL ? 0 : fread(read, 1, (size_t)length, file);
  fclose(file);
  if (*bytes > 0 && *bytes == (size_t)length) return read;
  free(read);
  return NULL;
}

const char *batch_load(struct batch *batch, const char *name) {
  size_t bytes = 0;
  void *file = read_file(name, &bytes);
  return file == NULL ? "there is no such file" : batch_read(batch, file, bytes);
}
