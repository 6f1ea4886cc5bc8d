#include "node/columns.h"

#include <stdlib.h>

/* Makes integers of addresses or sizes. Returns whether all of them are whole and exact. */
static bool convert(uint64_t *into, const double *from, size_t count) {
  for (size_t at = 0; at < count; at++) {
    double value = from[at];
    if (!(value >= 0 && value <= 0x1p53)) return false;
    into[at] = (uint64_t)value;
    if ((double)into[at] != value) return false;
  }
  return true;
}

struct columns columns_of(struct arguments *arguments, size_t at, uint64_t from, uint64_t to) {
  struct columns none = { 0 };
  size_t lengths[TAPE_ARGUMENTS];
  const uint8_t *op = bytes(arguments, at, &lengths[0]);
  const double *iova = doubles(arguments, at + 1, &lengths[1]);
  const double *paddr = doubles(arguments, at + 2, &lengths[2]);
  const double *size = doubles(arguments, at + 3, &lengths[3]);
  const uint8_t *continues = bytes(arguments, at + 4, &lengths[4]);
  if (arguments->wrong) return none;
  for (size_t column = 0; column < TAPE_ARGUMENTS; column++) {
    if (from > to || to > lengths[column]) {
      reject(arguments, "the operations asked for are not on the tape");
      return none;
    }
  }
  size_t count = to - from;
  uint64_t *words = malloc(3 * (count + 1) * sizeof *words);
  if (words == NULL) {
    reject(arguments, "there is no memory for the tape");
    return none;
  }
  if (!convert(words, iova + from, count) || !convert(words + count, paddr + from, count) ||
      !convert(words + 2 * count, size + from, count)) {
    free(words);
    reject(arguments, "addresses and sizes of a tape must be whole numbers from 0 to 2^53");
    return none;
  }
  return (struct columns){
    .tape = {
      .op = op + from,
      .iova = words,
      .paddr = words + count,
      .size = words + 2 * count,
      .continues = continues + from,
    },
    .length = count,
    .words = words,
  };
}

void free_columns(struct columns *columns) {
  free(columns->words);
}
