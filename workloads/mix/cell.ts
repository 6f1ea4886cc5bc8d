/** Streams of buffers: weighted sizes, lifetimes, a bounded number live at once. */
import {
  compileTape,
  type DomainConfig,
  InputError,
  MAP,
  type Operation,
  type Random,
  randomOf,
  type Tape,
} from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import { domainOf, modeSuffix, pageSizesWords } from '../cell/domain.js'
import { unmapOf } from '../cell/operations.js'
import { IOVA_BASE } from '../cell/place.js'
import { type BufferKind, bufferKind } from './buffers.js'
import type { MixOptions } from './entry.js'
import { FirstFit } from './first-fit.js'
import { LIFETIME_WORDS, victimOf } from './lifetime.js'
import { freshMemory, ringIovas } from './places.js'

/**
 * A cell of one stream. An untimed phase maps `live` buffers; the timed one, `mixed`, unmaps one and
 * maps another, `operations` times; an untimed one unmaps what is left. The tape has one length.
 * @throws InputError where buffers do not fit the page sizes or the address space
 */
export function mixCell(options: MixOptions): Cell {
  const { name, buffers, lifetime, live, pageSizes, mode } = options
  const domain = domainOf(pageSizes, mode)
  const kinds = buffers.map((buffer) => bufferKind(buffer, domain.pgsizeBitmap))
  const suffix = modeSuffix(mode)
  const sizes = kinds.map(({ label }) => label).join(', ')
  const words = `${sizes} buffers, ${live} live, ${LIFETIME_WORDS[lifetime]}`
  const id = `mix:${name}${suffix.id}`
  return {
    id,
    title: `mix ${name}: ${words}, ${pageSizesWords(pageSizes)}${suffix.words}`,
    workload: 'mix',
    mode,
    domain,
    ops: ['mixed'],
    maxSlots: 1,
    compile() {
      try {
        return compileMix(options, kinds, domain)
      } catch (error) {
        // Of a suite's cells it is reported which.
        throw error instanceof InputError ? new InputError(`cell ${id}: ${error.message}`) : error
      }
    },
  }
}

function compileMix(
  { lifetime, live, operations, seed }: MixOptions,
  kinds: readonly BufferKind[],
  domain: DomainConfig,
): Tape {
  const random = randomOf(seed)
  const iovas =
    lifetime === 'ring'
      ? ringIovas(kinds, live, domain.ias)
      : new FirstFit(IOVA_BASE, 2 ** domain.ias)
  const memoryFor = freshMemory(domain)
  /** The oldest first. */
  const mapped: Operation[] = []
  const mapOne = (): Operation => {
    const kind = drawKind(kinds, random)
    const iova = iovas.take(kind)
    const map = { op: MAP, iova, paddr: memoryFor(iova, kind.bytes), size: kind.bytes } as const
    mapped.push(map)
    return map
  }
  const fill = Array.from({ length: live }, mapOne)
  const steady: Operation[] = []
  for (let done = 0; done < operations; done++) {
    const [victim] = mapped.splice(victimOf(lifetime, mapped.length, random), 1)
    iovas.give(victim.iova)
    steady.push(unmapOf(victim), mapOne())
  }
  return compileTape([
    { op: 'map', timed: false, operations: fill },
    { op: 'mixed', timed: true, operations: steady },
    { op: 'unmap', timed: false, operations: mapped.map(unmapOf) },
  ])
}

/** A kind, as often as its weight says. */
function drawKind(kinds: readonly BufferKind[], random: Random): BufferKind {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0)
  let left = random() * total
  for (const kind of kinds) {
    left -= kind.weight
    if (left < 0) return kind
  }
  return kinds[kinds.length - 1]
}
