/** Which rounds stand in for a run's rounds when it is resampled. */
import { randomBelow, randomOf } from '../../engines/contract/index.js'

/** Resamples: enough for their quartiles to be known within a tenth. */
const RESAMPLES = 200

/** A contrast's generations and how many rounds each has, in the order of its values. */
export type Form = ReadonlyArray<readonly [generation: number, rounds: number]>

/** By contrast: the places of those that are drawn among all of its values. */
export type Draw = readonly Uint16Array[]

export interface Draws {
  draws: readonly Draw[]
  /** Most places that a contrast has in a draw. */
  longest: number
}

/** A run has few forms, and thousands of contrasts. */
const known = new Map<string, Draws>()
const MOST_KNOWN = 32

/**
 * Generations drawn with replacement, the same for all contrasts; always the same draws for the same
 * forms. A draw in which a contrast has none of its generations says nothing, and is left out.
 *
 * @param anew whether the rounds of each generation are drawn with replacement too, or as they are.
 */
export function drawsFor(forms: readonly Form[], anew: boolean): Draws {
  const key = JSON.stringify([anew, forms])
  const found = known.get(key)
  if (found !== undefined) return found
  const draws = draw(forms, anew)
  const longest = Math.max(...draws.flatMap((places) => places.map(({ length }) => length)))
  if (known.size === MOST_KNOWN) known.clear()
  const made = { draws, longest }
  known.set(key, made)
  return made
}

function draw(forms: readonly Form[], anew: boolean): Draw[] {
  const random = randomOf(1)
  const numbers = [...new Set(forms.flatMap((form) => form.map(([generation]) => generation)))]
  const most = Math.max(...forms.flatMap((form) => form.map(([, rounds]) => rounds)))
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = numbers.map(() => ({
      generation: numbers[randomBelow(random, numbers.length)],
      chances: anew ? Array.from({ length: most }, random) : [],
    }))
    return forms.map((form) => {
      const starts = startsOf(form)
      return Uint16Array.from(
        drawn.flatMap(({ chances, generation }) => {
          const { start, rounds } = starts.get(generation) ?? { start: 0, rounds: 0 }
          return Array.from({ length: rounds }, (_, round) =>
            anew ? start + Math.floor(chances[round] * rounds) : start + round,
          )
        }),
      )
    })
  }).filter((places) => places.every(({ length }) => length > 0))
}

/** Where a generation's rounds start among all of a contrast's. */
function startsOf(form: Form): Map<number, { start: number; rounds: number }> {
  let start = 0
  return new Map(
    form.map(([generation, rounds]) => {
      const place = { start, rounds }
      start += rounds
      return [generation, place]
    }),
  )
}
