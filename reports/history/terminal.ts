/** A history on a terminal: what changed, what has no figures, and the tables. */
import { type Change, changesOf, type History } from '../../results/history/index.js'
import type { Printing } from '../exporters/index.js'
import { paint, textTable, wrap } from '../text/index.js'
import { changeSentence } from './sentences.js'
import {
  figureText,
  type HistoryTable,
  libraryTables,
  type ShownHistory,
  shownTitle,
} from './table.js'

/** The text of a history, with a newline at its end. */
export function historyTerminal(
  { history, shown }: ShownHistory,
  { colour, width }: Printing,
): string {
  const bold = paint('bold', colour)
  const tables = libraryTables(history, shown)
  const changes = changesOf(history)
  const lines = [
    ...section(changedTitle(history, changes), changes.flatMap(changeLines)),
    ...section('Without figures', failureLines(history).flatMap(wrapped)),
    ...tables.flatMap((table) => [
      bold(titleOf(table, shownTitle(shown))),
      ...tableLines(history, table, bold),
      '',
    ]),
    ...wrap(basisOf({ history, shown }), width),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`

  function section(title: string, body: readonly string[]): string[] {
    return body.length === 0 ? [] : [bold(title), ...body, '']
  }

  /** A version's subject stands beside its first sentence. */
  function changeLines(change: Change, at: number, all: readonly Change[]): string[] {
    const isFirst = all[at - 1]?.version !== change.version
    const said = change.subject !== undefined && isFirst ? ` (${change.subject})` : ''
    return wrapped(`${changeSentence(change)}${said}`)
  }

  function wrapped(text: string): string[] {
    return wrap(text, width, '  ').map((line, at) => (at === 0 ? line.trimStart() : line))
  }
}

/** `What changed, in 28 of 161 versions`. */
export function changedTitle(
  { versions }: Pick<History, 'versions'>,
  changes: readonly Change[],
): string {
  const changed = new Set(changes.map(({ version }) => version)).size
  return `What changed, in ${changed} of ${versions.length} versions`
}

/** `io-pgtable-arm, map: instructions`. */
export function titleOf(
  { library, op }: Pick<HistoryTable, 'library' | 'op'>,
  shown: string,
): string {
  return `${library}, ${op}: ${shown}`
}

/** The id of a cell in as many lines as it has parts. */
function tableLines(
  { cells }: History,
  { lines }: Pick<HistoryTable, 'lines'>,
  bold: (text: string) => string,
): string[] {
  const heads = cells.map(({ id }) => id.split('/'))
  const rows = Math.max(...heads.map((head) => head.length))
  return textTable([
    ...Array.from({ length: rows }, (_, line) => [
      { text: line === rows - 1 ? 'version' : '', paint: bold },
      { text: line === rows - 1 ? 'row' : '', paint: bold },
      ...heads.map((head) => ({
        text: head[line - rows + head.length] ?? '',
        isRight: true,
        paint: bold,
      })),
    ]),
    ...lines.map(({ figures, row, versions }) => [
      { text: versions },
      { text: row },
      ...figures.map((figure) => ({ text: figureText(figure), isRight: true })),
    ]),
  ])
}

/** Versions that are named where one thing is said of many. */
const MOST_NAMES = 4

/** Versions, and parts of them, that have no figures: why in three words, and in a sentence; those alike in one. */
export function failureLines({ versions }: Pick<History, 'versions'>): string[] {
  const names = new Map<string, string[]>()
  for (const { failures, name } of versions) {
    for (const { message, what, why } of failures) {
      const said = `${what === undefined ? '' : `${what} `}${why}: ${message}`
      names.set(said, [...(names.get(said) ?? []), name])
    }
  }
  return [...names].map(([said, own]) => {
    const more = own.length > MOST_NAMES ? ` and ${own.length - MOST_NAMES} more` : ''
    return `${own.slice(0, MOST_NAMES).join(', ')}${more} ${said}`
  })
}

/** What figures rest on. */
export function basisOf({ history, shown }: ShownHistory): string {
  const { compiler, config = {}, meter } = history
  const set = Object.entries(config).map(([symbol, value]) => `${symbol}=${value}`)
  const times =
    shown === 'nsPerPage' ? ' Times are of this machine; the run that took them has intervals.' : ''
  const instructions = meter === 'none' ? 'no instructions were taken' : `instructions by ${meter}`
  return `One operation in the steady state, exact on any machine: calls counted twice, ${instructions}; ${[compiler, ...set].join(', ')}.${times}`
}
