/** Places for lines of text beside what they name, each clear of its neighbours. */

/**
 * Moves what is too close apart, as little as may be, and keeps the order.
 *
 * @param wanted pixels from one end of a panel, in any order.
 * @param gap the least distance of two.
 * @param length of the panel; where all find no room they leave it at the far end.
 */
export function apart(wanted: readonly number[], gap: number, length: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  // Of neighbours that touch, each group stands around the middle of what its members want.
  let groups: Array<{ members: number[]; middle: number }> = []
  for (const at of order) {
    groups.push({ members: [at], middle: wanted[at] ?? 0 })
    groups = merged(groups, gap, length)
  }
  const placed: number[] = []
  for (const { members, middle } of groups) {
    members.forEach((at, nth) => {
      placed[at] = middle + (nth - (members.length - 1) / 2) * gap
    })
  }
  return placed

  function merged(all: typeof groups, least: number, most: number): typeof groups {
    const last = all.at(-1)
    if (last === undefined) return all
    const half = ((last.members.length - 1) / 2) * least
    last.middle = Math.max(half, Math.min(most - half, middleOf(last.members)))
    const before = all.at(-2)
    if (before === undefined) return all
    const end = before.middle + ((before.members.length - 1) / 2) * least
    if (last.middle - half - end >= least) return all
    const both = { members: [...before.members, ...last.members], middle: 0 }
    return merged([...all.slice(0, -2), both], least, most)
  }

  function middleOf(members: readonly number[]): number {
    return members.reduce((sum, at) => sum + (wanted[at] ?? 0), 0) / members.length
  }
}
