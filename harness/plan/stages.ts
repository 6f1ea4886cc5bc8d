/** Which cells go on to their next look, and how its rounds are spread over fresh processes. */

/** Rounds of a cell at which it may stop or go on. */
const LOOKS = [12, 24, 48, 96] as const

function nextLook(rounds: number): number | undefined {
  return LOOKS.find((look) => look > rounds)
}

/** A cell between two looks. */
export interface Standing {
  /** Rounds that it has. */
  rounds: number
  /** Half width of its widest interval, as a ratio's distance from 1; infinite before there is any. */
  width: number
  /** Milliseconds that one round of it takes. */
  roundMs: number
}

export interface Stage<T extends Standing> {
  cell: T
  /** Rounds in each of the stage's generations. */
  quotas: number[]
}

/** Spreads rounds over generations, as evenly as whole rounds allow, the first ones first. */
export function spread(rounds: number, generations: number): number[] {
  const least = Math.floor(rounds / generations)
  const more = rounds % generations
  return Array.from({ length: generations }, (_, at) => least + (at < more ? 1 : 0))
}

/**
 * The cells to go on with, in their own order. All that have not had their first look; after that
 * the widest first, for as long as their rounds fit into the time that is left.
 *
 * @param generations fresh processes of every row that a stage takes.
 * @param generationMs milliseconds before the first epoch of each.
 * @param leftMs milliseconds left.
 * @param precision the half width at which a cell has rounds enough.
 */
export function nextStage<T extends Standing>(
  cells: readonly T[],
  generations: number,
  generationMs: number,
  leftMs: number,
  precision: number,
): Array<Stage<T>> {
  const due = cells.flatMap((cell) => {
    const look = nextLook(cell.rounds)
    return look === undefined
      ? []
      : [{ cell, rounds: look - cell.rounds, first: isFirstLook(cell) }]
  })
  const stageOf = ({ cell, rounds }: (typeof due)[number]) => ({
    cell,
    quotas: spread(rounds, generations),
  })
  const unseen = due.filter(({ first }) => first)
  if (unseen.length > 0) return unseen.map(stageOf)
  const wide = due.filter(({ cell }) => cell.width > precision)
  const chosen = new Set<T>()
  let left = leftMs - generations * generationMs
  for (const { cell, rounds } of wide.toSorted((a, b) => b.cell.width - a.cell.width)) {
    const costMs = rounds * cell.roundMs
    if (costMs > left) continue
    left -= costMs
    chosen.add(cell)
  }
  return wide.filter(({ cell }) => chosen.has(cell)).map(stageOf)
}

/** Whether a cell has not had its first look. */
export function isFirstLook({ rounds }: Pick<Standing, 'rounds'>): boolean {
  return nextLook(rounds) === nextLook(0)
}
