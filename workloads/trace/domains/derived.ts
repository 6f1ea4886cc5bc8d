/**
 * Domains of a trace's events, as a table beside it tells them: kprobes on the page tables' entry
 * points named each call's table while the trace was taken.
 */
import { formatAddress, InputError, MAP, UNMAP } from '../../../engines/contract/index.js'
import type { Events, TraceEvent } from '../columns/events.js'

/** Columns of a line: `M` or `U`, the domain's number, and the range. */
const LINE = /^[\d.]+\t\d+\t\w+\t([MU])\t(\d+)\t0x([0-9a-f]+)\t(?:0x([0-9a-f]+)|-)\t(\d+)\t/

/**
 * The domain of every event of a trace, in its order, from a table's text. Lines are in the order of the calls, and
 * an event is printed when its call is over, so CPUs that work at the same time come in another order
 * here than there: an event's line is the first of the same operation, addresses and size that no
 * event before it had.
 * @throws InputError where a line cannot be read, or lines and events are not of the same operations
 */
export function derivedDomains(text: string, path: string, events: Events): Uint16Array {
  const domains = readDomains(text, path)
  const numbers = Uint16Array.from(events, (event) => {
    const domain = domains.get(keyOf(event))?.shift()
    if (domain !== undefined) return domain
    throw new InputError(
      `${path}: tells no domain of the event on line ${event.line} of the trace, at iova ` +
        `${formatAddress(event.iova)}: it belongs to another trace`,
    )
  })
  const left = [...domains.values()].reduce((sum, { length }) => sum + length, 0)
  if (left > 0) {
    throw new InputError(
      `${path}: has ${left} lines more than the trace has events: it belongs to another trace`,
    )
  }
  return numbers
}

/** The domains of each operation, in the order of the lines. */
function readDomains(table: string, path: string): Map<string, number[]> {
  const domains = new Map<string, number[]>()
  for (const [index, text] of table.split('\n').entries()) {
    if (text === '' || text.startsWith('#')) continue
    const match = LINE.exec(text)
    if (match === null) {
      const expected = 'TIME, CPU, CONTEXT, M or U, DOMAIN, IOVA, PADDR, SIZE and PROT'
      throw new InputError(
        `${path}:${index + 1}: ${JSON.stringify(text)} cannot be read; expected ${expected}, by tabs`,
      )
    }
    const [, op, domain, iova, paddr = '0', size] = match
    const key = keyOf({
      op: op === 'M' ? MAP : UNMAP,
      iova: Number.parseInt(iova, 16),
      paddr: Number.parseInt(paddr, 16),
      size: Number(size),
    })
    const queue = domains.get(key)
    if (queue === undefined) domains.set(key, [Number(domain)])
    else queue.push(Number(domain))
  }
  return domains
}

function keyOf({ op, iova, paddr, size }: Omit<TraceEvent, 'line' | 'unmapped'>): string {
  return `${op} ${iova} ${paddr} ${size}`
}
