/** Other memory, written so that the caches hold nothing else. */

const LINE = 64

/** Kept from one time to the next: fresh pages would cost more than the writing. */
let memory = new Uint8Array(0)

/** Writes a byte in each line of `bytes` bytes of memory that no engine uses. */
export function evict(bytes: number): void {
  if (memory.length < bytes) memory = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += LINE) memory[at]++
}

/** Gives the memory back. */
export function releaseEvicted(): void {
  memory = new Uint8Array(0)
}
