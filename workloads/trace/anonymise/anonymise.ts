/** Traces without the addresses, devices and tasks of their machine. */
import { randomBytes } from 'node:crypto'
import { InputError, MAP } from '../../../engines/contract/index.js'
import type { Events } from '../columns/events.js'
import { PAGE_BYTES } from '../columns/pages.js'
import { Regions } from '../columns/regions.js'
import { type ByteStream, chunksOf } from '../input/chunks.js'
import { TraceParser } from '../text/parser.js'
import type { Trace } from '../text/trace.js'
import { linesOf } from './lines.js'
import { relocate } from './relocation.js'
import { LineTimes } from './times.js'

export interface AnonymiseOptions {
  /** Times between events; events are a microsecond apart where this is false. */
  times: boolean
}

/** Lines of text that are given at once. */
const LINES_AT_ONCE = 1000

/**
 * A trace's text, written anew: maps and unmaps with other addresses, at times from 0, domains by
 * number, losses. Replayed it makes the same calls: every count of every engine is the same.
 * @param input a path, `-` for standard input, or a stream of bytes
 * @param source what messages call it
 * @throws InputError where the trace cannot be read, is empty, or has no room for other addresses
 */
export async function* anonymised(
  input: string | ByteStream,
  source: string,
  { times }: AnonymiseOptions,
): AsyncGenerator<string> {
  const parser = new TraceParser(source)
  const stamps = new LineTimes()
  for await (const chunk of chunksOf(input, source)) {
    parser.push(chunk)
    if (times) stamps.push(chunk)
  }
  stamps.end()
  const trace = parser.end()
  if (trace.events.length === 0) {
    throw new InputError(`${source}: has no map or unmap events, so there is nothing to anonymise`)
  }
  const rewriting = { ...addressesOf(trace, source), seconds: clockOf(trace.events, stamps) }
  let lines: string[] = []
  for (const line of linesOf(trace, rewriting)) {
    if (lines.push(line) < LINES_AT_ONCE) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  yield `${lines.join('\n')}\n`
}

function addressesOf({ events, lookups }: Trace, source: string) {
  const iovas = new Regions()
  const paddrs = new Regions()
  const taken = new Regions()
  for (let at = 0; at < events.length; at++) {
    const size = Math.max(events.size(at), events.unmapped(at), PAGE_BYTES)
    const iova = events.iova(at)
    iovas.cover(iova, iova + size)
    taken.cover(iova, iova + size)
    if (events.op(at) !== MAP) continue
    const paddr = events.paddr(at)
    paddrs.cover(paddr, paddr + size)
    taken.cover(paddr, paddr + size)
  }
  for (let at = 0; at < lookups.length; at++) {
    const iova = lookups.iova(at)
    iovas.cover(iova, iova + PAGE_BYTES)
    taken.cover(iova, iova + PAGE_BYTES)
  }
  const coin = coins()
  const iova = relocate(iovas, taken, coin)
  const paddr = relocate(paddrs, taken, coin)
  if (iova === undefined || paddr === undefined) {
    throw new InputError(
      `${source}: its addresses lie such that others of the same order and alignment are among them; ` +
        'trace one device alone',
    )
  }
  return { iova, paddr }
}

function coins(): () => boolean {
  let bytes = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at === bytes.length) {
      bytes = randomBytes(4096)
      at = 0
    }
    return (bytes[at++] & 1) === 1
  }
}

/** Seconds from the first event on; a microsecond more than before where a line names none. */
function clockOf(events: Events, stamps: LineTimes): (at: number) => number {
  let first: number | undefined
  let previous = -1e-6
  return (at) => {
    const stamp = stamps.of(events.line(at))
    first ??= Number.isNaN(stamp) ? undefined : stamp
    previous = Number.isNaN(stamp) ? previous + 1e-6 : stamp - (first ?? 0)
    return previous
  }
}
