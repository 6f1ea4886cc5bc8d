/** What a run must have in common with the one that it resumes. */
import { InputError } from '../../../engines/contract/index.js'
import type { JournalHeader, JournalRecord, Machine } from '../../../results/record/index.js'
import type { RunRow } from '../plan/rows.js'

/** A run that was begun. */
export interface Begun {
  header: JournalHeader
  records: readonly JournalRecord[]
}

/** @throws Error where the records are no journal. */
export function begunIn(records: readonly JournalRecord[]): Begun {
  const [header] = records
  if (header?.type !== 'header') throw new Error('a journal starts with its header')
  return { header, records }
}

/**
 * Another version may run and time otherwise, whatever it counts; what has no commit to know it by
 * still planned cycles for each turn once.
 *
 * @throws InputError where figures of both could not stand in one result.
 */
export function requireSameTool(
  { cells, tool: before }: JournalHeader,
  now: JournalHeader['tool'],
): void {
  if (before.version !== now.version || before.commit !== now.commit) {
    throw new InputError(
      `the run was begun with ${nameOf(before)} of this project, and this is ${nameOf(now)}; start a new one`,
    )
  }
  if (cells.some(({ cycles }) => cycles !== undefined)) {
    throw new InputError('the run was begun by an earlier method of timing; start a new one')
  }
}

function nameOf({ commit, version }: JournalHeader['tool']): string {
  return commit === undefined ? `version ${version}` : `version ${version} (${commit.slice(0, 12)})`
}

/** @throws InputError where figures of both could not stand in one result. */
export function requireSameMachine({ machine: before }: JournalHeader, now: Machine): void {
  for (const what of ['cpu', 'cores', 'arch', 'kernel', 'node'] as const) {
    if (before[what] !== now[what]) {
      throw new InputError(
        `the run was begun with ${what} ${before[what]} and cannot be resumed with ${now[what]}; start a new one`,
      )
    }
  }
}

/**
 * The link orders to resume with: generations of one run all have theirs, or none has.
 *
 * @param ready what there is now; below 2 there is one.
 * @throws InputError where the run was begun with several, and there is one.
 */
export function linkOrdersLike({ records }: Begun, ready: number): number {
  const rounds = records.filter((record) => record.type === 'round')
  if (rounds.length === 0) return ready
  if (rounds.every(({ linkOrder }) => linkOrder === undefined)) return 1
  if (ready > 1) return ready
  throw new InputError(
    'the run was begun with modules in C in several link orders, and now there is one; start a new one',
  )
}

/** A row that failed before stays so. */
export function takeFailures({ header, records }: Begun, rows: readonly RunRow[]): void {
  for (const row of rows) {
    row.failure = header.rows.find(({ id }) => id === row.id)?.failure
    for (const record of records) {
      if (record.type === 'failure' && record.row === row.id) row.failure ??= record.failure
    }
  }
}

/**
 * Counts are exact: where one differs, the code or the suite is not the one that the run was begun
 * with.
 *
 * @throws InputError naming the first difference.
 */
export function requireSameWork(before: JournalHeader, now: JournalHeader): void {
  const changed = (what: string) =>
    new InputError(`${what} since the run was begun; start a new one`)
  const ids = ({ rows }: JournalHeader) => rows.map(({ id }) => id).join(' ')
  if (ids(before) !== ids(now)) throw changed(`the rows changed (${ids(before)} to ${ids(now)})`)
  for (const cell of before.cells) {
    const other = now.cells.find(({ id }) => id === cell.id)
    if (other === undefined) throw changed(`cell ${cell.id} went`)
    if (JSON.stringify(other.operations) !== JSON.stringify(cell.operations)) {
      throw changed(`the operations of cell ${cell.id} changed`)
    }
    for (const [engine, counts] of Object.entries(cell.counts)) {
      const others = other.counts[engine]
      if (others !== undefined && JSON.stringify(others) !== JSON.stringify(counts)) {
        throw changed(`the counts of ${engine} in cell ${cell.id} changed`)
      }
    }
  }
}
