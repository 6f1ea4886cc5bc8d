/** Which cells of a generation share processes. */

/** Operations of a tape above which its cell has processes of its own. */
const MOST_OPERATIONS_TOGETHER = 2 ** 18

/**
 * Cells whose rows share processes, those with a large tape last and each alone: its processes take
 * more than a hundred MB each, and those of rows that it does not time need not stand beside them.
 */
export function batchesOf<T>(
  cells: readonly T[],
  operationsOf: (cell: T) => number,
): ReadonlyArray<readonly T[]> {
  const isLarge = (cell: T) => operationsOf(cell) > MOST_OPERATIONS_TOGETHER
  const small = cells.filter((cell) => !isLarge(cell))
  return [...(small.length === 0 ? [] : [small]), ...cells.filter(isLarge).map((cell) => [cell])]
}
