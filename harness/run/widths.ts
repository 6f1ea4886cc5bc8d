import { analyse, type JournalRecord, resultFromJournal } from '../../results/index.js'

/** Half width of the widest interval of each cell that has one, from what is recorded so far. */
export function widthsOf(records: readonly JournalRecord[]): Map<string, number> {
  const finishedAt = new Date().toISOString()
  const { cells } = analyse(resultFromJournal(records, { finishedAt, state: 'interrupted' }))
  return new Map(cells.flatMap(({ id, width }) => (width === undefined ? [] : [[id, width]])))
}
