/**
 * V8 options of timing processes. V8 stops inlining the layers into the tape's loop at a budget,
 * and where it stops depends on what it met first: within its usual budget per-page was measured
 * to be 1.2 to 1.3 times slower, and to differ from process to process (docs/method.md).
 */
export const TIMING_V8_FLAGS: readonly string[] = ['--max-inlined-bytecode-size-cumulative=3000']
