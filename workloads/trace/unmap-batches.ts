/** The unmaps of a trace by themselves, so that they can be timed: many maps, and then their unmaps. */
import {
  compileTape,
  endOfList,
  MAP,
  type Operations,
  operationAt,
  type Tape,
} from '../../engines/contract/index.js'
import { operationsOf } from '../cell/operations.js'
import { Regions } from './columns/regions.js'

/** Unmaps of a batch; more, and more is mapped at once than in any bundled trace. */
const MOST_UNMAPS = 256

/** Pages that batches have on average; with fewer, what lies between them is a part of their time. */
const LEAST_PAGES = 4

/**
 * A tape of the same operations, its mixed phase cut into batches: an untimed phase of maps, a timed one
 * of the unmaps. Each kind keeps its order. A batch ends where a map would come over what its unmaps
 * have yet to take. More is mapped at once than in the trace, so tables are freed less often.
 * @param page bytes of the domain's smallest.
 * @returns `undefined` where batches are so small that their times would be the clock's
 */
export function unmapBatches(tape: Tape, page: number): Tape | undefined {
  const phases: Parameters<typeof compileTape>[0][number][] = []
  let maps: number[] = []
  let unmaps: number[] = []
  let unmapped = new Regions()
  let pages = 0
  let batches = 0
  const end = () => {
    if (maps.length > 0) phases.push({ op: 'map', timed: false, operations: picked(tape, maps) })
    if (unmaps.length > 0) {
      phases.push({ op: 'unmap', timed: true, operations: picked(tape, unmaps) })
      batches++
    }
    maps = []
    unmaps = []
    unmapped = new Regions()
  }
  for (const { from, timed, to } of tape.phases) {
    for (let at = from; timed && at < to; ) {
      const next = tape.op[at] === MAP ? endOfList(tape, at, to) : at + 1
      const start = tape.iova[at]
      const last = tape.iova[next - 1] + tape.size[next - 1]
      if (tape.op[at] === MAP) {
        if (unmapped.overlapping(start, last) !== undefined) end()
        for (let part = at; part < next; part++) maps.push(part)
      } else {
        unmaps.push(at)
        unmapped.cover(start, last)
        pages += (last - start) / page
        if (unmaps.length === MOST_UNMAPS) end()
      }
      at = next
    }
    if (timed) end()
    else
      phases.push({
        op: tape.op[from] === MAP ? 'map' : 'unmap',
        timed,
        operations: picked(tape, range(from, to)),
      })
  }
  return pages >= LEAST_PAGES * batches && batches > 0 ? compileTape(phases) : undefined
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

/** Operations of a tape, by number. */
function picked(tape: Tape, numbers: readonly number[]): Operations {
  return operationsOf(numbers.length, (at) => operationAt(tape, numbers[at]))
}
