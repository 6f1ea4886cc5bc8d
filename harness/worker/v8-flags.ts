/**
 * V8 options of timing processes. Without them the same engine came out up to 1.6 times slower in
 * one process than in the next, by how far V8 had inlined it and whether a loop had been replaced
 * while it ran (docs/method.md).
 */
export const TIMING_V8_FLAGS: readonly string[] = [
  // The layers are inlined into the tape's loop in every process, or in none.
  '--max-inlined-bytecode-size-cumulative=3000',
  // Compiled code begins at a function's entry, never in the middle of a loop.
  '--no-use-osr',
]
