/** Cuts chunks of bytes into lines. What is held between chunks is the beginning of one line. */

/** No event is longer: the kernel prints one into two pages at most. */
export const LONGEST_LINE = 64 * 1024

const NEWLINE = 0x0a
const RETURN = 0x0d

export class LineSplitter {
  #begun: Buffer | undefined
  /** Whether the line that goes on is too long, and is not held. */
  #dropping = false
  /** Lines so far, the one that is given included. */
  count = 0
  /** Lines that were longer than `LONGEST_LINE`: not given. */
  overlong = 0

  /** @param line is given each line, without its end */
  constructor(private readonly line: (bytes: Buffer, from: number, to: number) => void) {}

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    if (this.#begun !== undefined || this.#dropping) {
      const end = bytes.indexOf(NEWLINE)
      if (end < 0) {
        this.#hold(bytes)
        return
      }
      this.#hold(bytes.subarray(0, end))
      this.#finish()
      from = end + 1
    }
    for (;;) {
      const end = bytes.indexOf(NEWLINE, from)
      if (end < 0) break
      this.#give(bytes, from, end)
      from = end + 1
    }
    if (from < bytes.length) this.#hold(bytes.subarray(from))
  }

  /** Gives the last line where it has no end. */
  end(): void {
    if (this.#begun !== undefined || this.#dropping) this.#finish()
  }

  #hold(bytes: Buffer): void {
    const length = (this.#begun?.length ?? 0) + bytes.length
    if (length > LONGEST_LINE || this.#dropping) {
      this.#dropping = true
      this.#begun = undefined
    } else {
      this.#begun = Buffer.concat(
        this.#begun === undefined ? [bytes] : [this.#begun, bytes],
        length,
      )
    }
  }

  #finish(): void {
    const begun = this.#begun
    if (begun === undefined) {
      this.count++
      this.overlong++
    } else {
      this.#give(begun, 0, begun.length)
    }
    this.#begun = undefined
    this.#dropping = false
  }

  #give(bytes: Buffer, from: number, to: number): void {
    this.count++
    if (to - from > LONGEST_LINE) this.overlong++
    else this.line(bytes, from, to > from && bytes[to - 1] === RETURN ? to - 1 : to)
  }
}
