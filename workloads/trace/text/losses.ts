/** Places where a trace is not whole, as they are found. */
import { InputError } from '../../../engines/contract/index.js'
import type { LossReason } from './notices.js'

/** Places where events are lost; more, and there is no trace left to speak of. */
const MOST_LOSSES = 65_536

/** Characters of a line that cannot be read. */
const MOST_SHOWN = 200

export class Losses {
  list: Array<{ line: number; reason: LossReason }> = []

  /** @param source what messages call the trace */
  constructor(private readonly source: string) {}

  /** @throws InputError where there are too many */
  add(line: number, reason: LossReason): void {
    if (this.list.length >= MOST_LOSSES) {
      throw new InputError(
        `${this.source}:${line}: the trace is not whole in more than ${MOST_LOSSES} places; ` +
          'record it again with a larger buffer (buffer_size_kb, or trace-cmd -b)',
      )
    }
    this.list.push({ line, reason })
  }

  /** A line of a map or unmap that is unreadable is a map or unmap that is lost. */
  addDamaged(line: number, text: string, expected: string): void {
    const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text
    this.add(line, { kind: 'damaged', text: shown, expected })
  }

  /** What came before does not count, but for what was overwritten: a trace says that at its beginning, of all of it. */
  begin(): void {
    this.list = this.list.filter(({ reason }) => reason.kind === 'overwritten')
  }
}
