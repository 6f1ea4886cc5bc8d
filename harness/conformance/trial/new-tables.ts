import type { Event } from './invalidation-probe.js'

/** A table that a map made: where it was allocated, and where which entry came to lead to it. */
export interface NewTable {
  table: number
  at: number
  index: number
}

/** Those that an engine reports compare-and-swaps of. A later one of the same entry is a mark in it. */
export function newTables(events: readonly Event[]): NewTable[] {
  return [...events.entries()].flatMap(([table, { kind }]) => {
    if (kind !== 'alloc') return []
    const at = events.findIndex((event, place) => place > table && event.kind === 'cas')
    const entry = events[at]
    return entry?.kind === 'cas' ? [{ table, at, index: entry.index }] : []
  })
}
