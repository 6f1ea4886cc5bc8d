/** The time that each line of a trace names. */
import { LineSplitter } from '../text/lines.js'

/** `SECONDS.FRACTION: ` before an event, of ftrace, trace-cmd and perf script. */
const STAMP = /(?:^|\s)(\d+\.\d{3,9}):\s/
/** Of the kernel's log. */
const LOG = /^(?:<\d+>)?(?:\S.* kernel: )?\[\s*(\d+\.\d+)\]/

/** Seconds of each line, in the order of the file; NaN where a line names none. */
export class LineTimes {
  readonly #seconds: number[] = []
  readonly #lines = new LineSplitter((bytes, from, to) => {
    const text = bytes.toString('latin1', from, Math.min(to, from + 200))
    // Lines that are too long are not given: they have numbers all the same.
    while (this.#seconds.length < this.#lines.count - 1) this.#seconds.push(Number.NaN)
    this.#seconds.push(Number((STAMP.exec(text) ?? LOG.exec(text))?.[1] ?? Number.NaN))
  })

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  end(): void {
    this.#lines.end()
  }

  /** @param line from 1 */
  of(line: number): number {
    return this.#seconds[line - 1] ?? Number.NaN
  }
}
