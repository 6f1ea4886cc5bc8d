/** What a history is exported as: a file here and a line below. */
import { COUNTER_NAMES, InputError, nearest } from '../../engines/contract/index.js'
import { changesOf, type History } from '../../results/history/index.js'
import type { Exporter } from '../exporters/index.js'
import { historyCsv } from './csv.js'
import { historyMarkdown } from './markdown.js'
import { changeSentence } from './sentences.js'
import { type Shown, type ShownHistory, shownOf } from './table.js'
import { failureLines, historyTerminal } from './terminal.js'

const SHOWN: readonly Shown[] = ['instructions', 'indirectCalls', 'nsPerPage', ...COUNTER_NAMES]

export { historyChart } from './chart.js'
export { failureLines, type ShownHistory }

/** @throws InputError where there is no figure of that name. */
export function figureNamed(name: string): Shown {
  const shown = SHOWN.find((one) => one === name)
  if (shown !== undefined) return shown
  throw new InputError(`--figure ${name}${nearest(name, SHOWN)}: there are ${SHOWN.join(', ')}`)
}

/** A history with the figure that tables and charts show; the one that it has where none is named. */
export function showHistory(history: History, shown = shownOf(history)): ShownHistory {
  return { history, shown }
}

/** All that are text: what `npm run history -- --format` takes beside svg and png. */
export const HISTORY_EXPORTERS: ReadonlyArray<Exporter<ShownHistory>> = [
  { name: 'terminal', coloured: true, text: historyTerminal },
  { name: 'markdown', text: historyMarkdown },
  { name: 'csv', text: historyCsv },
  {
    name: 'json',
    text: ({ history }) =>
      `${JSON.stringify({ ...history, changes: changesOf(history).map((change) => ({ ...change, sentence: changeSentence(change) })) }, null, 2)}\n`,
  },
]
