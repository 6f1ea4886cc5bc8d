/** Stretches of a trace between places where events are lost: each is replayed as a trace of its own. */

import { roomFor } from './domains/slots.js'
import type { Spaces, SpacesOfEvents } from './domains/spaces.js'
import type { Loss } from './text/trace.js'

export interface Stretches {
  /** Of each event, each stretch having spaces of its own; none of an event that is left out. */
  spaces: SpacesOfEvents
  /** Stretches that are replayed, and those for which there is no room. */
  replayed: number
  leftOut: number
}

/**
 * The stretches of a trace of `length` events. Where `spaces` of each do not fit side by side into
 * `ias` address bits, the longest are replayed.
 */
export function stretchesOf(
  losses: readonly Loss[],
  length: number,
  spaces: Spaces,
  ias: number,
): Stretches {
  const edges = new Set([0, ...losses.map(({ before }) => before), length])
  const starts = [...edges].sort((a, b) => a - b)
  const all = starts.slice(0, -1).map((start, at) => ({ start, length: starts[at + 1] - start }))
  const room = Math.max(1, Math.floor(roomFor(ias) / spaces.count))
  const longest = [...all].sort((a, b) => b.length - a.length).slice(0, room)
  const numbers = new Map(
    longest
      .map(({ start }) => start)
      .sort((a, b) => a - b)
      .map((start, number) => [start, number]),
  )
  const numberOf = all.map(({ start }) => numbers.get(start))
  let last = 0
  const stretchAt = (at: number) => {
    if (at < all[last].start) last = 0
    while (last + 1 < all.length && all[last + 1].start <= at) last++
    return numberOf[last]
  }
  return {
    spaces: {
      count: numbers.size * spaces.count,
      of: (at) => {
        const stretch = stretchAt(at)
        return stretch === undefined ? undefined : stretch * spaces.count + spaces.of(at)
      },
    },
    replayed: numbers.size,
    leftOut: all.length - numbers.size,
  }
}
