/**
 * Rounds of a cell after which its intervals are looked at, to stop where they are narrow enough
 * or go on. They are fixed beforehand, and whatever the looks show, no figure can have more of
 * them: the family of comparisons counts each figure once a look.
 */
export const LOOKS = [12, 24, 48, 96] as const

/** Rounds of a cell at its next look after `rounds`; `undefined` where there is none. */
export function nextLook(rounds: number): number | undefined {
  return LOOKS.find((look) => look > rounds)
}
