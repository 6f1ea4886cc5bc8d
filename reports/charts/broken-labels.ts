import { type CellGroup, printable, wrap } from '../words/index.js'

/** Characters on a line of an axis label, and the most lines that a row of a chart has room for. */
const LINE = 20
const LINES = 3

/** The labels of a group's cells, long ones broken into lines and the rest of them cut. */
export function brokenLabels({ cells, labels }: CellGroup): Map<string, string> {
  const broken = cells.map(({ id }): [string, string] => {
    const lines = wrap(printable(labels.get(id) ?? id), LINE)
    const kept = lines.slice(0, LINES)
    return [id, kept.join('\n') + (lines.length > LINES ? '\u2026' : '')]
  })
  // What was cut may have told two cells apart: then they stay as they are.
  return new Set(broken.map(([, label]) => label)).size === cells.length
    ? new Map(broken)
    : new Map(cells.map(({ id }) => [id, printable(id)]))
}
