/** Ratios that have one value in some processes and another in the rest. */
import type { Across, Analysis, Figure, Ratio } from '../../results/analysis/index.js'
import { MARKS } from './figures.js'
import { formatModes } from './format.js'
import { OP_WORDS } from './terms.js'

/** What their mark means, with both values of each; nothing where none of these ratios has two. */
export function modesWords({
  across = [],
  cells = [],
}: Partial<Pick<Analysis, 'across' | 'cells'>>): string | undefined {
  const figures = cells
    .flatMap((cell) => Object.values(cell.figures))
    .flatMap((ops) => Object.values(ops))
  const found = [...figures.flatMap(ratiosOf), ...across.flatMap(acrossWords)]
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
  return all.flatMap(([what, modes]) => both(what, cell, modes))
}

function acrossWords({ after, before, cell, judged, op }: Across): string[] {
  return both(`time of ${OP_WORDS[op]} of ${after} over ${before}'s`, cell, judged.modes)
}

function both(what: string, cell: string, modes: Ratio['modes']): string[] {
  return modes === undefined ? [] : [`${what} in ${cell} ${formatModes(modes)}`]
}
