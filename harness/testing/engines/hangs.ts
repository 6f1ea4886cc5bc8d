import { brokenEngine } from './broken.js'

/** Nobody ever wakes it: a hang that leaves the CPU to the tests beside. */
const NEVER = new Int32Array(new SharedArrayBuffer(4))

export const engine = brokenEngine('hangs', () => ({
  runUnmaps() {
    Atomics.wait(NEVER, 0, 0)
  },
}))
