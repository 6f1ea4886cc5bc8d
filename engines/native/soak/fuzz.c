/* The target of clang's fuzzer (-fsanitize=fuzzer). */
#include "soak/replay.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  replay(bytes, count);
  return 0;
}
