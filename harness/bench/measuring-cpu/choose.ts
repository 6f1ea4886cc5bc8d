/** Which CPU a run measures on, where others measure too. */
import { textOf } from '../../../engines/contract/index.js'
import { parseCpuList } from '../machine/index.js'
import type { Place } from './claims.js'

/**
 * The CPUs that nobody measures on, in the order in which they are wanted: those whose core is free
 * before sibling threads of taken ones, the highest number first. Where the machine is all there is to
 * claim it is the one, or none.
 */
export function freePlaces(
  allowed: readonly Place[],
  taken: ReadonlySet<Place>,
  siblingsOf: (cpu: number) => readonly number[],
): Place[] {
  const disturbed = (place: Place) =>
    place !== 'any' && siblingsOf(place).some((sibling) => taken.has(sibling))
  return allowed
    .filter((place) => !taken.has(place))
    .sort((a, b) => Number(disturbed(a)) - Number(disturbed(b)) || Number(b) - Number(a))
}

/** The threads of a CPU's core, itself among them; none where the topology does not say. */
export function siblingsOf(cpu: number, root = '/sys/devices/system/cpu'): number[] {
  return parseCpuList(textOf(`${root}/cpu${cpu}/topology/thread_siblings_list`)?.trim() ?? '')
}
