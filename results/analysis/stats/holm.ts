/**
 * The largest of the chances that are told apart from luck when all of them are looked at: Holm's
 * procedure (1979), which holds at `level` whatever the dependence between them.
 *
 * @param chances of every comparison, where nothing differs (`chanceOf`).
 * @returns a comparison is told apart where its chance is at most this; -1 where none is.
 */
export function holmThreshold(chances: readonly number[], level: number): number {
  const ordered = [...chances].sort((a, b) => a - b)
  let threshold = -1
  for (const [at, chance] of ordered.entries()) {
    if (chance > level / (ordered.length - at)) break
    threshold = chance
  }
  return threshold
}
