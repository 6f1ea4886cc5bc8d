/** Ratios that have one value in some processes and another in the rest. */
import type { Across, Analysis, Figure, Ratio } from '../../results/analysis/index.js'
import { plural, present } from '../text/index.js'
import { MARKS } from './figures.js'
import { formatModes, printAlike } from './format.js'
import { OP_WORDS } from './terms.js'

/** What their mark means, with both values of each; nothing where none of these ratios has two. */
export function modesWords({
  across = [],
  cells = [],
}: Partial<Pick<Analysis, 'across' | 'cells'>>): string | undefined {
  const figures = cells
    .flatMap((cell) => Object.values(cell.figures))
    .flatMap((ops) => Object.values(ops))
  const found = [...figures.flatMap(ratiosOf), ...across.flatMap(acrossOf)]
  if (found.length === 0) return undefined
  const apart = found.filter(({ modes }) => !printAlike(modes))
  const alike = found.length - apart.length
  return (
    `${MARKS.modes} has one value in some processes and another in the rest, and lies between them: ` +
    present([
      ...apart.map(({ cell, modes, what }) => `${what} in ${cell} ${formatModes(modes)}`),
      alike > 0 && `in ${plural(alike, 'figure')} both print alike`,
    ]).join('; ')
  )
}

/** A ratio that has two values. */
interface TwoValues {
  what: string
  cell: string
  modes: NonNullable<Ratio['modes']>
}

function ratiosOf({ cell, left, modes, op, row, steps }: Figure): TwoValues[] {
  const name = `${OP_WORDS[op]} of ${row}`
  const all = [
    { what: name, modes },
    ...Object.entries(left).map(([punt, { modes }]) => ({
      what: `time of ${name} over ${punt}'s`,
      modes,
    })),
    ...steps.map(({ modes, over }) => ({ what: `${name} over ${over}`, modes })),
  ]
  return all.flatMap(({ what, modes }) => (modes === undefined ? [] : [{ what, cell, modes }]))
}

function acrossOf({ after, before, cell, judged: { modes }, op }: Across): TwoValues[] {
  const what = `time of ${OP_WORDS[op]} of ${after} over ${before}'s`
  return modes === undefined ? [] : [{ what, cell, modes }]
}
