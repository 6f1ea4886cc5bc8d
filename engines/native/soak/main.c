/*
 * Random operations on every engine, or those that a file lists:
 *
 *   soak SEED OPERATIONS    at random; the same seed gives the same operations
 *   soak --file FILE        those of a file's bytes, such as a fuzzer leaves
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "soak/replay.h"

enum { OPERATIONS_AT_A_TIME = 64, MOST_BYTES = 1 << 20 };

/* The 64-bit generator known as splitmix64. */
static uint64_t random_word(uint64_t *state) {
  uint64_t mixed = *state += UINT64_C(0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
  return mixed ^ (mixed >> 31);
}

static void soak(uint64_t seed, uint64_t operations) {
  static uint8_t bytes[DOMAIN_BYTES + OPERATIONS_AT_A_TIME * OPERATION_BYTES];
  for (uint64_t done = 0; done < operations; done += OPERATIONS_AT_A_TIME) {
    for (size_t at = 0; at < sizeof bytes; at++) bytes[at] = (uint8_t)random_word(&seed);
    replay(bytes, sizeof bytes);
  }
}

static int replay_file(const char *name) {
  static uint8_t bytes[MOST_BYTES];
  FILE *file = fopen(name, "rb");
  if (file == NULL) {
    fprintf(stderr, "soak: %s cannot be read\n", name);
    return 2;
  }
  size_t count = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  replay(bytes, count);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 3 && strcmp(arguments[1], "--file") == 0) return replay_file(arguments[2]);
  if (count != 3) {
    fprintf(stderr, "soak SEED OPERATIONS, or soak --file FILE\n");
    return 2;
  }
  soak(strtoull(arguments[1], NULL, 10), strtoull(arguments[2], NULL, 10));
  return 0;
}
