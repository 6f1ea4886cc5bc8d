/** Several address spaces in one: each moved to entries of the root of its own. */
import { formatAddress, InputError } from '../../../engines/contract/index.js'
import type { Events } from '../columns/events.js'
import type { SpacesOfEvents } from './spaces.js'

/**
 * Bytes from space to space: what one entry of the root spans with the 4K granule, so that the spaces
 * share the root and nothing below it, as near to page tables of their own as it gets.
 */
export const SPACE_SPAN = 2 ** 39

/** Spaces that `ias` address bits have room for. */
export function roomFor(ias: number): number {
  return Math.max(1, Math.floor(2 ** ias / SPACE_SPAN))
}

/**
 * Says where addresses lie when spaces lie side by side: space n begins at n times `SPACE_SPAN` where
 * every event ends below that; else each span of each space goes to the next free entry of the root.
 */
export class SpaceSlots {
  /** By space and span; absent where a space's number is its slot. */
  readonly #slots: Map<string, number> | undefined

  /**
   * @throws InputError where there is no room
   */
  constructor(events: Events, { count, of: spaceOf }: SpacesOfEvents, ias: number, source: string) {
    const full = (spaces: number) =>
      new InputError(
        `${source}: ${spaces} domains do not fit side by side into ${ias} input address bits; ` +
          'trace fewer devices',
      )
    const room = roomFor(ias)
    if (count > room) throw full(count)
    if (count === 1) return
    const slots = new Map<string, number>()
    let low = true
    for (let at = 0; at < events.length; at++) {
      const space = spaceOf(at)
      if (space === undefined) continue
      const iova = events.iova(at)
      const span = Math.floor(iova / SPACE_SPAN)
      const end = iova + Math.max(events.size(at), 1)
      if (end > (span + 1) * SPACE_SPAN) {
        throw new InputError(
          `${source}:${events.line(at)}: iova ${formatAddress(iova)} lies across a multiple of ` +
            `${formatAddress(SPACE_SPAN)}, where domains are laid side by side; trace one device alone`,
        )
      }
      low &&= span === 0
      const key = `${space} ${span}`
      if (!slots.has(key)) slots.set(key, slots.size)
      if (slots.size > room) throw full(slots.size)
    }
    if (!low) this.#slots = slots
  }

  /** What to add to an iova of a space. */
  offset(space: number, iova: number): number {
    if (this.#slots === undefined) return space * SPACE_SPAN
    const span = Math.floor(iova / SPACE_SPAN)
    return ((this.#slots.get(`${space} ${span}`) ?? 0) - span) * SPACE_SPAN
  }
}
