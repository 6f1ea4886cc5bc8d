/** Ratios that have one value in some processes and another in the rest. */
import type { CellAnalysis, Figure, Ratio } from '../../results/analysis/types.js'
import { MARKS } from './figures.js'
import { formatModes } from './format.js'
import { OP_WORDS } from './terms.js'

/** What their mark means, with both values of each; nothing where no ratio of these cells has two. */
export function modesWords(cells: readonly CellAnalysis[]): string | undefined {
  const found = cells
    .flatMap(({ figures }) => Object.values(figures))
    .flatMap((ops) => Object.values(ops))
    .flatMap(ratiosOf)
  if (found.length === 0) return undefined
  return (
    `${MARKS.modes} has one value in some processes and another in the rest, and lies between them: ` +
    `${found.join('; ')}`
  )
}

function ratiosOf({ cell, left, modes, op, row, steps }: Figure): string[] {
  const name = `${OP_WORDS[op]} of ${row}`
  const all: Array<[what: string, modes: Ratio['modes']]> = [
    [name, modes],
    ...Object.entries(left).map(([punt, { modes }]): [string, Ratio['modes']] => [
      `time of ${name} over ${punt}'s`,
      modes,
    ]),
    ...steps.map(({ modes, over }): [string, Ratio['modes']] => [`${name} over ${over}`, modes]),
  ]
  return all.flatMap(([what, modes]) =>
    modes === undefined ? [] : [`${what} in ${cell} ${formatModes(modes)}`],
  )
}
