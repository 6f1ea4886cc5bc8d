/** A tape's operations as lines of text: short, and easy to take some out of by hand. */
import {
  compileTape,
  formatAddress,
  InputError,
  MAP,
  type Operation,
  type Phase,
  type Tape,
  UNMAP,
} from '../../../engines/contract/index.js'

/** A phase whose operations are lines. */
interface PhaseLines extends Pick<Phase, 'op' | 'timed' | 'evictBytes'> {
  operations: string[]
}

/** `also` is one more segment of the scatter list that the map before it began. */
const LINE =
  /^(?:(?<map>map|also) (?<iova>\S+) (?<paddr>\S+) (?<size>\S+)(?: = (?<error>-\d+))?|unmap (?<from>\S+) (?<bytes>\S+))$/

/** Writes a tape down, phase by phase. */
export function linesOf(tape: Tape): PhaseLines[] {
  return tape.phases.map(({ op, timed, evictBytes, from, to }) => ({
    op,
    timed,
    ...(evictBytes !== undefined && { evictBytes }),
    operations: Array.from({ length: to - from }, (_, nth) => lineOf(tape, from + nth)),
  }))
}

function lineOf({ continues, error, iova, op, paddr, size }: Tape, at: number): string {
  const [from, to, bytes] = [iova, paddr, size].map((column) => formatAddress(column[at]))
  if (op[at] !== MAP) return `unmap ${from} ${bytes}`
  const fails = error[at] === 0 ? '' : ` = ${error[at]}`
  return `${continues[at] === 1 ? 'also' : 'map'} ${from} ${to} ${bytes}${fails}`
}

/**
 * Reads what `linesOf` wrote.
 *
 * @throws InputError naming a line that is none.
 */
export function tapeOfLines(phases: readonly PhaseLines[]): Tape {
  return compileTape(
    phases.map(({ operations, ...phase }) => ({
      ...phase,
      operations: operations.map(operationOf),
    })),
  )
}

function operationOf(line: string): Operation {
  const parts = LINE.exec(line)?.groups
  if (parts === undefined) throw unreadable(line)
  const number = (text: string | undefined) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw unreadable(line)
    return value
  }
  if (parts.map === undefined) {
    return { op: UNMAP, iova: number(parts.from), paddr: 0, size: number(parts.bytes) }
  }
  return {
    op: MAP,
    iova: number(parts.iova),
    paddr: number(parts.paddr),
    size: number(parts.size),
    continues: parts.map === 'also',
    error: parts.error === undefined ? 0 : number(parts.error),
  }
}

function unreadable(line: string): InputError {
  return new InputError(
    `${JSON.stringify(line)} is no operation; write map IOVA PADDR SIZE, also IOVA PADDR SIZE or unmap IOVA SIZE`,
  )
}
