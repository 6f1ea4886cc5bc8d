/** What a run on disk came to, beside its times. */
import { join } from 'node:path'
import { textOf } from '../../../engines/contract/index.js'
import { type CellResult, JOURNAL_FILE } from '../../../results/record/index.js'

/** Enough for an answer. */
const LEAST_ROUNDS = 12

/** The lines of a run's journal that are whole; none where there is no journal. */
export function journalLines(folder: string): string[] {
  return (textOf(join(folder, JOURNAL_FILE)) ?? '').split('\n').slice(0, -1)
}

export function isRound(line: string): boolean {
  return line.startsWith('{"type":"round"')
}

/** Which times a cell has, and whether it has enough rounds, each with an order. */
export function measuredForm({ ns, rounds }: CellResult) {
  return {
    columns: Object.entries(ns).map(([row, times]) => [row, Object.keys(times)]),
    rounds:
      rounds.generation.length >= LEAST_ROUNDS && rounds.order.length === rounds.generation.length,
  }
}
