/** What a run measured of the machine itself, by name. */
import type { MeasuredLimit } from '../../record/index.js'

/** Reading an operation off a tape and doing nothing; an item is an operation. */
export const TAPE_FLOOR = 'tape floor'

/** A translation that the traced kernel asked for; an item is one. */
export const IOVA_TO_PHYS = 'iova_to_phys'

/** Beside these their share is said, from the most to the least that an unmap takes. */
export const BESIDE_LOOKUPS = ['per-page', 'map-unmap-pages', 'punt-range'] as const

/** Limits whose items are ptes: what a map stores, and an unmap clears. */
const PTE_NAMES = ['bare store', 'checked store', 'bare clear', 'checked clear', 'memset']

/** Whether an item of a limit is a pte: one 4K page. */
export function isPerPte({ name }: MeasuredLimit): boolean {
  return PTE_NAMES.includes(name)
}

/** The tape's floor, where it was measured. */
export function tapeFloorOf(limits: readonly MeasuredLimit[]): MeasuredLimit | undefined {
  return limits.find(({ name }) => name === TAPE_FLOOR)
}
