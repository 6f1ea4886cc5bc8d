/** A figure in words, as tables and tooltips show it. */
import type {
  Analysis,
  CellAnalysis,
  Figure,
  Judged,
  Layouts,
  Relation,
} from '../../results/analysis/index.js'
import { formatInterval, formatNs, formatRatio } from './format.js'
import { formatMore } from './instructions.js'

/** Marks of figures; a legend beside them says what they mean. */
export const MARKS = {
  'not-resolved': '~',
  modes: '^',
  missing: '-',
  untimed: '',
  layouts: '#',
} as const

/** What the marks mean, for legends; one that seldom stands is told of only where it does. */
export function markWords({ cells }: Pick<Analysis, 'cells'>): string {
  return cells.some(hasLayouts) ? `${MARK_WORDS}; ${LAYOUTS_LEGEND}` : MARK_WORDS
}

const MARK_WORDS =
  '~ not resolved: whatever difference there is, this run cannot see it; ^ has two values; = same calls: every counter ' +
  'is equal; == same work: instructions are as well; =+8.0 same calls, 8.0 instructions more a page; ' +
  '=! times differ and nothing that was counted does; - no figure; blank: not timed there'

const LAYOUTS_LEGEND =
  '# of two layouts, since one of the two rows frees its tables: not a ratio of call shapes, and in no mean'

function hasLayouts({ figures }: CellAnalysis): boolean {
  return Object.values(figures)
    .flatMap((ops) => Object.values(ops))
    .some(({ layouts, left, steps }) =>
      [layouts, ...[...Object.values(left), ...steps].map((judged) => judged.layouts)].some(
        (one) => one !== undefined,
      ),
    )
}

/** What a row does with its tables that the one it is held against does not, as a sentence's part. */
export function layoutsWords({ other, own, tables }: Layouts): string {
  if (tables === undefined) return `${own} layout against ${other}`
  return tables === 'freed' ? 'frees its tables' : 'keeps its tables'
}

/** A speed-up with its verdict: `4.52 x [4.41, 4.63]`, `~ 1.01 x [0.99, 1.03] ==`. */
export function speedupWords(figure: Figure | undefined): string {
  if (figure === undefined || figure.verdict === 'missing') return MARKS.missing
  if (figure.verdict === 'untimed') return MARKS.untimed
  const { estimate, nsPerOperation, speedup } = figure
  if (speedup !== undefined) return marked(formatInterval(speedup), figure)
  // A single generation allows no interval.
  if (estimate !== undefined) return marked(`${formatRatio(estimate)}, no interval`, figure)
  // A row that has no baseline has the time of an operation.
  return nsPerOperation === undefined ? MARKS.missing : `${formatNs(nsPerOperation)}, no ratio`
}

/** A ratio between its marks: whether it is resolved before it; that it has two values, and what the counts say, behind it. */
export function marked(
  ratio: string,
  {
    layouts,
    modes,
    verdict,
    ...relation
  }: Pick<Figure, 'verdict' | 'work' | 'moreInstructions' | 'modes' | 'layouts'>,
): string {
  return [
    ...(verdict === 'not-resolved' ? [MARKS['not-resolved']] : []),
    modes === undefined ? ratio : `${ratio}${MARKS.modes}`,
    ...workMark(relation, verdict === 'resolved'),
    ...(layouts === undefined ? [] : [MARKS.layouts]),
  ].join(' ')
}

function workMark({ work, moreInstructions }: Relation, resolved: boolean): string[] {
  if (work === 'differs') return []
  if (work === 'contradiction') return ['=!']
  if (work === 'same-work') return [resolved ? '=!' : '==']
  return [moreInstructions === undefined ? '=' : `=${formatMore(moreInstructions)}`]
}

/** A ratio of two rows between its marks; blank where there is none. */
export function judgedWords(judged: Judged | undefined): string {
  return judged === undefined ? MARKS.untimed : marked(formatInterval(judged.interval), judged)
}
