/**
 * The chance up to which a comparison is told apart from luck when all of them are looked at: Holm's
 * procedure (1979), which holds at `level` whatever the dependence between them.
 *
 * @param chances of every comparison, where nothing differs (`chanceOf`).
 * @returns a comparison is told apart where its chance is at most this: what the first that is not would
 * have had to reach, or `level` where all are.
 */
export function holmThreshold(chances: readonly number[], level: number): number {
  const ordered = [...chances].sort((a, b) => a - b)
  const failed = ordered.findIndex((chance, at) => chance > level / (ordered.length - at))
  return failed < 0 ? level : level / (ordered.length - failed)
}
