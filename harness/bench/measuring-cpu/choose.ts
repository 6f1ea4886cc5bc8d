/** Which CPU a run measures on, where others measure too. */
import { textOf } from '../../../engines/contract/index.js'
import { parseCpuList } from '../machine/index.js'

/**
 * The CPUs that nobody measures on, in the order in which they are wanted: those whose core is free
 * before sibling threads of taken ones, the highest number first.
 */
export function freeCpus(
  allowed: readonly number[],
  taken: ReadonlySet<number>,
  siblingsOf: (cpu: number) => readonly number[],
): number[] {
  const disturbed = (cpu: number) => siblingsOf(cpu).some((sibling) => taken.has(sibling))
  return allowed
    .filter((cpu) => !taken.has(cpu))
    .sort((a, b) => Number(disturbed(a)) - Number(disturbed(b)) || b - a)
}

/** The threads of a CPU's core, itself among them; none where the topology does not say. */
export function siblingsOf(cpu: number, root = '/sys/devices/system/cpu'): number[] {
  return parseCpuList(textOf(`${root}/cpu${cpu}/topology/thread_siblings_list`)?.trim() ?? '')
}
