/**
 * A run's journal: one JSON record a line, on disk as soon as it happened, so that a run that is
 * killed loses at most the round it was in. Header and rounds together hold all that a result is
 * made of, and all that it takes to resume: what was planned, and what has been done of it.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { z } from 'zod'
import { opSchema } from '../../engines/schemas/index.js'
import { type CellResult, cellSchema } from './cell.js'
import { attempt, describeProblem, ResultError } from './error.js'
import { type MachineState, machineSchema } from './machine.js'
import { failureSchema, type Result, resultFields, resultSchema } from './schema.js'
import { tierFields } from './tiers.js'
import { timeSchema } from './units.js'

const { options, tool, clock, rows, run, instructions, shard } = resultFields.shape

/** The first line: the result as far as it is known before the first round. */
const headerSchema = z.object({
  type: z.literal('header'),
  schema: z.literal('unmap-bench/journal'),
  version: z.literal(1),
  run: run.pick({ startedAt: true, generations: true, gate: true }),
  options,
  tool,
  clock,
  machine: machineSchema.omit({ after: true }),
  ...tierFields,
  instructions,
  shard,
  rows,
  cells: z.array(cellSchema.omit({ rounds: true, ns: true, unsettled: true })),
})
export type JournalHeader = z.infer<typeof headerSchema>

/** One round of one cell. */
const roundSchema = z.object({
  type: z.literal('round'),
  cell: z.string(),
  generation: z.number().int().nonnegative(),
  linkOrder: z.number().int().nonnegative().optional(),
  /** Row ids in the order they took their turn. */
  order: z.array(z.string()),
  /** Row id, then direction: nanoseconds of one cycle as in a result; `null` or absent for none. */
  ns: z.record(z.string(), z.partialRecord(opSchema, timeSchema.nullable())),
})
export type JournalRound = z.infer<typeof roundSchema>

/** A row that gives no more figures from here on. A row's first failure is the one that counts. */
const rowFailureSchema = z.object({
  type: z.literal('failure'),
  row: z.string(),
  failure: failureSchema,
})
export type JournalFailure = z.infer<typeof rowFailureSchema>

/** A row whose times were still moving in a cell when the warm-up's patience ended. */
const unsettledSchema = z.object({
  type: z.literal('unsettled'),
  row: z.string(),
  cell: z.string(),
  generation: z.number().int().nonnegative(),
})
export type JournalUnsettled = z.infer<typeof unsettledSchema>

export const journalRecordSchema = z.discriminatedUnion('type', [
  headerSchema,
  roundSchema,
  rowFailureSchema,
  unsettledSchema,
])
export type JournalRecord = z.infer<typeof journalRecordSchema>

/** What is known at the end of a run alone. */
export interface Finish extends Omit<Result['run'], keyof JournalHeader['run']> {
  /** What the machine was up to after the run. */
  after?: MachineState
}

/** A journal that is being written. */
export interface Journal {
  /** Appends records; when it returns, they are on disk. */
  append(...records: ReadonlyArray<JournalRound | JournalFailure | JournalUnsettled>): void
  close(): void
}

/** Writes all of a text to an open file. */
type Write = (file: number, text: string) => void

/**
 * Starts a journal with its header. One whose header is not whole cannot be resumed: none is
 * left behind.
 *
 * @param write for tests.
 * @throws ResultError where the file exists or cannot be written.
 */
export function startJournal(path: string, header: JournalHeader, write?: Write): Journal {
  const journal = appendTo(path, 'ax', write)
  try {
    journal.append(header)
  } catch (error) {
    journal.close()
    rmSync(path, { force: true })
    throw error
  }
  return journal
}

function appendTo(
  path: string,
  flags: 'a' | 'ax',
  write: Write = writeFileSync,
): Journal & { append(...records: readonly JournalRecord[]): void } {
  const file = attempt(`write ${path}`, () => openSync(path, flags))
  return {
    append: (...records: readonly JournalRecord[]) =>
      attempt(`write ${path}`, () => {
        write(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
        fsyncSync(file)
      }),
    close: () => closeSync(file),
  }
}

/**
 * Resumes a journal. A last line without its end was being written when the run was killed, and
 * is cut off.
 *
 * @returns the journal, and the records that it has.
 * @throws ResultError where it is damaged or cannot be written.
 */
export function continueJournal(path: string): { journal: Journal; records: JournalRecord[] } {
  const text = attempt(`read ${path}`, () => readFileSync(path))
  const records = parseJournal(text.toString('utf8'), path)
  attempt(`write ${path}`, () => truncateSync(path, text.lastIndexOf('\n') + 1))
  return { journal: appendTo(path, 'a'), records }
}

/**
 * Reads a journal. A last line without its end is a record that was being written when the run was
 * killed, and is left out.
 *
 * @returns the header, then rounds and failures as they happened.
 * @throws ResultError for any other damage.
 */
export function readJournal(path: string): JournalRecord[] {
  const text = attempt(`read ${path}`, () => readFileSync(path, 'utf8'))
  return parseJournal(text, path)
}

/** As `readJournal`, from the text; `name` is the file's name in errors. */
export function parseJournal(text: string, name: string): JournalRecord[] {
  const lines = text.split('\n').slice(0, -1)
  const records = lines.map((line, at) => parseRecord(line, `${name}, line ${at + 1}`))
  if (records[0]?.type !== 'header') {
    throw new ResultError(`${name}: the first line is not a journal's header`)
  }
  const second = records.findIndex(({ type }, at) => at > 0 && type === 'header')
  if (second > 0) throw new ResultError(`${name}, line ${second + 1}: a second header`)
  requireOrder(records, name)
  return records
}

/** A cell's rounds stand in the order they were run: a result of others is refused, line unknown. */
function requireOrder(records: readonly JournalRecord[], name: string): void {
  const last = new Map<string, number>()
  for (const [at, record] of records.entries()) {
    if (record.type !== 'round') continue
    const { cell, generation } = record
    const before = last.get(cell) ?? 0
    if (generation < before) {
      throw new ResultError(
        `${name}, line ${at + 1}: generation ${generation} of cell ${cell} after ${before}`,
      )
    }
    last.set(cell, generation)
  }
}

function parseRecord(line: string, place: string): JournalRecord {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new ResultError(`${place}: not JSON; the journal is damaged`)
  }
  const record = journalRecordSchema.safeParse(json)
  if (!record.success) throw new ResultError(`${place}: ${describeProblem(record.error)}`)
  return record.data
}

/**
 * Assembles the result of a run from its journal.
 *
 * @throws ResultError where the records contradict each other.
 */
export function resultFromJournal(records: readonly JournalRecord[], finish: Finish): Result {
  const [header, ...others] = records
  if (header?.type !== 'header') throw new ResultError('a journal starts with its header')
  const { type: _, ...planned } = header
  const cells = new Map(header.cells.map((cell) => [cell.id, withoutRounds(cell, header)]))
  const failures = new Map<string, JournalFailure['failure']>()
  for (const record of others) {
    if (record.type === 'round') addRound(cells.get(record.cell), record)
    if (record.type === 'unsettled') addUnsettled(cells.get(record.cell), record.row)
    if (record.type === 'failure')
      failures.set(record.row, failures.get(record.row) ?? record.failure)
  }
  const { after, ...ended } = finish
  const result = resultSchema.safeParse({
    ...planned,
    schema: 'unmap-bench/result',
    run: { ...header.run, ...ended },
    machine: { ...header.machine, ...(after && { after }) },
    rows: header.rows.map((row) => {
      const failure = row.failure ?? failures.get(row.id)
      return failure ? { ...row, failure } : row
    }),
    cells: [...cells.values()],
  })
  if (!result.success) throw new ResultError(`the journal's ${describeProblem(result.error)}`)
  return result.data
}

function withoutRounds(cell: JournalHeader['cells'][number], { rows }: JournalHeader): CellResult {
  const columns = () => Object.fromEntries(cell.ops.map((op) => [op, []]))
  return {
    ...cell,
    rounds: { generation: [], order: [] },
    ns: Object.fromEntries(
      rows.filter(({ engine }) => !(engine in cell.untimed)).map(({ id }) => [id, columns()]),
    ),
  }
}

function addRound(cell: CellResult | undefined, round: JournalRound): void {
  if (cell === undefined) {
    throw new ResultError(`a round of cell ${round.cell}, which the journal's header does not list`)
  }
  const stranger = [...round.order, ...Object.keys(round.ns)].find((row) => !(row in cell.ns))
  if (stranger !== undefined) {
    throw new ResultError(`a round of row ${stranger}, which the journal's header does not list`)
  }
  cell.rounds.generation.push(round.generation)
  cell.rounds.order.push(round.order)
  if (round.linkOrder !== undefined) {
    cell.rounds.linkOrder ??= []
    cell.rounds.linkOrder.push(round.linkOrder)
  }
  for (const [row, columns] of Object.entries(cell.ns)) {
    for (const op of cell.ops) {
      columns[op]?.push(round.ns[row]?.[op] ?? null)
    }
  }
}

function addUnsettled(cell: CellResult | undefined, row: string): void {
  if (cell === undefined) return
  cell.unsettled = { ...cell.unsettled, [row]: (cell.unsettled?.[row] ?? 0) + 1 }
}
