/**
 * Scatter lists, grouped from what unmaps take back: `iommu_map_sg` prints a map a segment, and the
 * unmap of the list is one. An assumption: VFIO, too, unmaps at once what it mapped by several calls.
 */
import { MAP, type Operation, type Operations } from '../../engines/contract/index.js'
import { operationsOf } from '../cell/operations.js'
import { CONTINUES, type Events } from './columns/events.js'
import type { Region } from './columns/regions.js'

export class ScatterLists {
  /** The map that made each region that is whole, by where it begins. */
  readonly #makers = new Map<number, number>()
  /** Segments behind the first, by the first. */
  readonly #lists = new Map<number, number[]>()

  /** @param operations maps and unmaps that are replayed, by number */
  constructor(private readonly operations: Events) {}

  mapped(operation: number): void {
    this.#makers.set(this.operations.iova(operation), operation)
  }

  /** Notes what one unmap took back: a list where it is maps that are whole, in the order of their iova. */
  unmapped(parts: readonly Region[], start: number, end: number): void {
    const makers = parts.map((part) => {
      const maker = this.#makers.get(part.start)
      this.#makers.delete(part.start)
      const size = part.end - part.start
      return maker !== undefined && this.operations.size(maker) === size ? maker : undefined
    })
    const [first, ...rest] = makers
    if (first === undefined || rest.length === 0) return
    if (parts[0].start !== start || parts[parts.length - 1].end !== end) return
    let previous = first
    for (const [at, maker] of rest.entries()) {
      if (maker === undefined || maker <= previous || parts[at].end !== parts[at + 1].start) return
      previous = maker
    }
    this.#lists.set(
      first,
      rest.flatMap((maker) => maker ?? []),
    )
  }

  /** How many lists there are, and of how many maps. */
  get count(): { lists: number; maps: number } {
    let maps = 0
    for (const rest of this.#lists.values()) maps += rest.length + 1
    return { lists: this.#lists.size, maps }
  }

  /** All operations, each list where its first segment was. */
  inOrder(): Operations {
    const moved = new Uint8Array(this.operations.length)
    for (const rest of this.#lists.values()) for (const at of rest) moved[at] = 1
    const operations = this.operations
    const lists = this.#lists
    return {
      length: operations.length,
      *[Symbol.iterator]() {
        for (let at = 0; at < operations.length; at++) {
          if (moved[at] === 1) continue
          yield operationAt(operations, at)
          for (const segment of lists.get(at) ?? []) {
            yield { ...operationAt(operations, segment), continues: true }
          }
        }
      },
    }
  }
}

/** Operations in the order of their numbers. */
export function asTheyCome(operations: Events): Operations {
  return operationsOf(operations.length, (at) => operationAt(operations, at))
}

function operationAt(operations: Events, at: number): Operation {
  const op = operations.op(at)
  return {
    op,
    iova: operations.iova(at),
    paddr: operations.paddr(at),
    size: operations.size(at),
    continues: op === MAP && (operations.flags(at) & CONTINUES) !== 0,
  }
}
