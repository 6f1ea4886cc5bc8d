/**
 * The third question from a kernel's own code that hands over whole operations: what generic_pt's one
 * range op leaves beside its own pages; and, told apart, io-pgtable-arm's pages beside it.
 */
import { formatWords } from '../../engines/contract/index.js'
import { agree } from '../../results/analysis/judge.js'
import type {
  Analysis,
  CellAnalysis,
  Judged,
  LibraryRatio,
  Ratio,
} from '../../results/analysis/types.js'
import { judgedClaim, openWords } from './figures.js'
import { capital, formatInterval, formatNs } from './format.js'
import { figureOf } from './groups.js'
import {
  freedCell,
  type GenericFormat,
  genericFormats,
  keptCells,
  OTHER_CODE,
  type Place,
  placesOf,
} from './libraries.js'
import { listWords, tierWords } from './terms.js'

/** The sentences, tree by tree; nothing where no generic_pt was timed. */
export function librariesAnswer(analysis: Analysis): string | undefined {
  const all = genericFormats(analysis)
  const trees = [...new Set(all.map(({ tier }) => tier))]
  const text = trees.flatMap((tier) => {
    const formats = all.filter((one) => one.tier === tier)
    return [leftByRange(analysis, tier, formats), ...besideArm(analysis, formats)]
  })
  return text.length === 0 ? undefined : text.join(' ')
}

/** A ratio of one format, and what stands before it. */
interface InFormat<R extends Ratio> {
  format: string
  judged: R
  before?: string
}

function leftByRange(analysis: Analysis, tier: string, formats: readonly GenericFormat[]): string {
  const rows = formats.flatMap(({ pages, range }) => (pages === undefined ? [] : [pages, range]))
  const found = placesOf(keptCells(analysis, rows)).flatMap(({ cell, op, words }) => {
    const all = formats.flatMap(({ format, pages }): Array<InFormat<Judged>> => {
      const judged = pages && figureOf(cell, pages.id, op)?.left['punt-range']
      return judged === undefined ? [] : [{ format, judged }]
    })
    return all.length === 0 ? [] : [{ words: [words], all }]
  })
  const parts = openTogether(found).map(
    ({ all, words }) => `${listWords(words)} ${overFormats(all, judgedClaim)}`,
  )
  const opening = `${capital(tierWords(tier))}, generic_pt`
  return parts.length === 0
    ? `${opening}: open, since no buffer whose tables stay was timed both by pages and by range.`
    : `${opening}: by pages (map-unmap-pages), time over that of one range op for the whole operation ` +
        `(punt-range) is ${parts.join('; ')}.`
}

/** The figures of one place or more, by format. */
interface Told {
  words: string[]
  all: Array<InFormat<Judged>>
}

/** Places of which nothing is resolved in any format are told as one. */
function openTogether(found: readonly Told[]): Told[] {
  const told: Told[] = []
  for (const one of found) {
    const like = told.find(({ all }) => isOpen([...all, ...one.all]))
    if (like === undefined) told.push({ words: [...one.words], all: [...one.all] })
    else {
      like.words.push(...one.words)
      like.all.push(...one.all)
    }
  }
  return told
}

function isOpen(all: ReadonlyArray<InFormat<Judged>>): boolean {
  const ratios = all.map(({ judged }) => judged)
  return agree(ratios) && ratios.every(({ verdict }) => verdict === 'not-resolved')
}

/** Both libraries for the same buffers; and apart, buffers whose tables both drop. */
function besideArm(analysis: Analysis, formats: readonly GenericFormat[]): string[] {
  const own = analysis.libraries.filter(({ after }) =>
    formats.some(({ range }) => range.id === after),
  )
  const ids = new Set(own.flatMap(({ after, before }) => [after, before]))
  const rows = analysis.rows.filter(({ id }) => ids.has(id))
  const kept = placesOf(keptCells(analysis, rows))
    .filter(({ first }) => first)
    .flatMap((place) => ratioIn(analysis, own, place))
  const freed = freedCell(analysis, rows)
  const free = placesOf(freed === undefined ? [] : [freed])
    .filter(({ op }) => op === 'unmap')
    .flatMap((place) => ratioIn(analysis, own, place))
  return [
    ...(kept.length === 0
      ? []
      : [
          `For the same buffers, io-pgtable-arm's map-unmap-pages against generic_pt's punt-range (${OTHER_CODE}): ${kept.join('; ')}.`,
        ]),
    ...(free.length === 0
      ? []
      : [
          'Where whole tables go (free layout), io-pgtable-arm drops them unread and generic_pt clears ' +
            `them first: ${free.join('; ')}.`,
        ]),
  ]
}

/** `unmap of 1M 3.08 ns a page against 0.97 ns, 3.17 x [3.10, 3.24] (VT-d second stage)`. */
function ratioIn(
  { cells }: Analysis,
  libraries: readonly LibraryRatio[],
  { cell, op, words }: Place,
): string[] {
  const own = libraries.filter((one) => one.cell === cell.id && one.op === op)
  const [first] = own
  if (first === undefined) return []
  const arm = nsWords(cells, first.before, first)
  const found = own.map(({ after, format, judged }): InFormat<Ratio> => {
    const ns = nsWords(cells, after, { cell: cell.id, op })
    return { format, judged, before: `${ns}, ` }
  })
  return [`${words} ${arm} a page against ${overFormats(found, ratioClaim)}`]
}

function nsWords(
  cells: readonly CellAnalysis[],
  row: string,
  { cell, op }: Pick<LibraryRatio, 'cell' | 'op'>,
): string {
  const ns = cells.find(({ id }) => id === cell)?.figures[row]?.[op]?.nsPerPage
  return ns === undefined ? 'no time' : formatNs(ns)
}

function ratioClaim(ratio: Ratio): string {
  return `${formatInterval(ratio.interval)}${openWords(ratio)}`
}

/** A range over formats where they agree, and else each: `1.02 x [..] (x86-64) to 1.05 x [..] (AMD v1)`. */
function overFormats<R extends Ratio>(
  found: ReadonlyArray<InFormat<R>>,
  claim: (judged: R) => string,
): string {
  const sorted = found.toSorted((a, b) => a.judged.interval.estimate - b.judged.interval.estimate)
  const [lowest] = sorted
  const highest = sorted.at(-1)
  if (lowest === undefined || highest === undefined) return ''
  const told = (one: InFormat<R>, words: string) =>
    `${one.before ?? ''}${words} (${formatWords(one.format)})`
  const ends = [lowest, highest].map((one) => told(one, formatInterval(one.judged.interval)))
  // What is said behind a ratio is the same for all, but for what could have been seen.
  const [blindest = lowest] = found.toSorted(
    (a, b) => b.judged.smallestResolvable - a.judged.smallestResolvable,
  )
  const tail = tailOf(blindest.judged, claim)
  const isRange =
    lowest !== highest && tail !== undefined && agree(found.map(({ judged }) => judged))
  if (!isRange) return found.map((one) => told(one, claim(one.judged))).join(', ')
  return `${ends.join(' to ')}${tail}`
}

/** What a claim says behind its ratio; nothing where it says something before it. */
function tailOf<R extends Ratio>(judged: R, claim: (judged: R) => string): string | undefined {
  const ratio = formatInterval(judged.interval)
  const words = claim(judged)
  return words.startsWith(ratio) ? words.slice(ratio.length) : undefined
}
