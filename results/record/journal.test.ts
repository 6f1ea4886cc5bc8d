import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import { ResultError } from './error.js'
import {
  continueJournal,
  type Finish,
  type JournalHeader,
  type JournalRound,
  parseJournal,
  readJournal,
  resultFromJournal,
  startJournal,
} from './journal.js'
import type { Result } from './schema.js'

const RESULT = syntheticResult({ withoutCells: ['64M@4K'] })
const FINISH: Finish = {
  finishedAt: RESULT.run.finishedAt,
  state: 'complete',
  bookkeepingShare: 0.06,
  after: { load: 1.1, busyCpus: 0.03 },
}

/** The header that a run with this result would have written. */
function headerOf({ run, options, tool, clock, machine, rows, cells }: Result): JournalHeader {
  const { after: _, ...before } = machine
  return {
    type: 'header',
    schema: 'unmap-bench/journal',
    version: 1,
    run: { startedAt: run.startedAt, generations: run.generations },
    options,
    tool,
    clock,
    machine: before,
    rows,
    cells: cells.map(({ rounds: _rounds, ns: _ns, ...cell }) => cell),
  }
}

/** The rounds of a result, cell by cell. */
function roundsOf({ cells }: Result): JournalRound[] {
  return cells.flatMap(({ id, rounds, ns }) =>
    rounds.generation.map((generation, at) => ({
      type: 'round' as const,
      cell: id,
      generation,
      order: rounds.order[at] ?? [],
      ns: Object.fromEntries(
        Object.entries(ns).map(([row, columns]) => [
          row,
          Object.fromEntries(
            Object.entries(columns).map(([op, column]) => [op, column[at] ?? null]),
          ),
        ]),
      ),
    })),
  )
}

/** A journal's path in a folder that goes with the test. */
function inFolder(use: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  try {
    use(join(folder, 'journal.jsonl'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const toText = (records: readonly object[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')

test('a result goes through its journal unchanged', () => {
  inFolder((path) => {
    const journal = startJournal(path, headerOf(RESULT))
    for (const round of roundsOf(RESULT)) journal.append(round)
    journal.close()
    assert.deepEqual(resultFromJournal(readJournal(path), FINISH), RESULT)
  })
})

test('each record is on disk when append returns', () => {
  inFolder((path) => {
    const journal = startJournal(path, headerOf(RESULT))
    for (const [at, round] of roundsOf(RESULT).slice(0, 3).entries()) {
      journal.append(round)
      assert.equal(readJournal(path).length, at + 2)
    }
    journal.close()
  })
})

test('a journal is never written over', () => {
  inFolder((path) => {
    startJournal(path, headerOf(RESULT)).close()
    assert.throws(() => startJournal(path, headerOf(RESULT)), /cannot write .*: EEXIST/)
    assert.equal(readJournal(path).length, 1)
  })
})

/** A disk with room for so many letters. */
function disk(room: number) {
  let left = room
  return (file: number, text: string) => {
    writeFileSync(file, text.slice(0, left))
    if (text.length > left) throw new Error('ENOSPC: no space left on device, write')
    left -= text.length
  }
}

test('a header that the disk has no room for leaves no journal behind', () => {
  inFolder((path) => {
    assert.throws(
      () => startJournal(path, headerOf(RESULT), disk(100)),
      (error) =>
        error instanceof ResultError &&
        /cannot write .*: ENOSPC: no space left/.test(error.message),
    )
    assert.equal(existsSync(path), false)
  })
})

test('of a round that the disk has no room for the rounds before it are kept', () => {
  inFolder((path) => {
    const [first, second] = roundsOf(RESULT)
    assert.ok(first && second)
    const room = [headerOf(RESULT), first, second].map(
      (record) => JSON.stringify(record).length + 1,
    )
    const journal = startJournal(path, headerOf(RESULT), disk(room[0] + room[1] + room[2] - 9))
    journal.append(first)
    assert.throws(() => journal.append(second), /ENOSPC/)
    journal.close()
    const begun = continueJournal(path)
    assert.deepEqual(begun.records.slice(1), [first])
    begun.journal.append(second)
    begun.journal.close()
    assert.deepEqual(readJournal(path).slice(1), [first, second])
  })
})

test('a torn last line is left out, wherever it was torn', () => {
  const [first, second] = roundsOf(RESULT)
  assert.ok(first && second)
  const whole = toText([headerOf(RESULT), first])
  const torn = JSON.stringify(second)
  for (const length of [1, 20, torn.length - 1, torn.length]) {
    assert.equal(parseJournal(whole + torn.slice(0, length), 'j').length, 2)
  }
})

test('any other damage is refused, with its line', () => {
  const rounds = roundsOf(RESULT).slice(0, 2)
  const text = toText([headerOf(RESULT), ...rounds])
  const refuses = (damaged: string, message: RegExp) =>
    assert.throws(
      () => parseJournal(damaged, 'j'),
      (error) => error instanceof ResultError && message.test(error.message),
    )
  refuses(`${text}{"type":"rou\n${toText(rounds)}`, /^j, line 4: not JSON/)
  refuses(`${text}{"type":"guess"}\n`, /^j, line 4: type: /)
  refuses(text.replace('"generation":0', '"generation":-1'), /^j, line 2: generation: /)
  refuses(text + toText([headerOf(RESULT)]), /^j, line 4: a second header$/)
  refuses(
    toText([{ ...headerOf(RESULT), cells: RESULT.cells.map((cell) => ({ ...cell, slots: 0 })) }]),
    /^j, line 1: cells\[0\]\.slots: /,
  )
  const [first, second] = rounds
  const long = { ...first, ns: { 'ts/per-page': { map: 1e308 } } }
  refuses(toText([headerOf(RESULT), long]), /^j, line 2: ns\["ts\/per-page"\]\.map: /)
  refuses(
    toText([headerOf(RESULT), { ...first, generation: 2 }, { ...second, generation: 1 }]),
    /^j, line 3: generation 1 of cell 4K@4K after 2$/,
  )
  refuses(toText(rounds), /first line is not a journal's header/)
  refuses('', /first line is not a journal's header/)
})

test("a row's failure comes into the result, its first one, and its missing times are null", () => {
  const [round] = roundsOf(RESULT)
  assert.ok(round)
  const { 'ts/punt-range': _, ...ns } = round.ns
  const failure = { kind: 'died', cell: '4K@4K', stage: 'timing', message: 'SIGSEGV' } as const
  const later = { ...failure, message: 'again' }
  const result = resultFromJournal(
    [
      headerOf(RESULT),
      round,
      { type: 'failure', row: 'ts/punt-range', failure },
      { type: 'failure', row: 'ts/punt-range', failure: later },
      { ...round, ns },
    ],
    { ...FINISH, state: 'interrupted' },
  )
  assert.deepEqual(result.rows.find(({ id }) => id === 'ts/punt-range')?.failure, failure)
  const column = result.cells[0]?.ns['ts/punt-range']?.map
  assert.equal(typeof column?.[0], 'number')
  assert.equal(column?.[1], null)
  assert.equal(result.run.state, 'interrupted')
})

test('a run that ended before its first round is a result without rounds', () => {
  const finish: Finish = { finishedAt: FINISH.finishedAt, state: 'interrupted' }
  const result = resultFromJournal([headerOf(RESULT)], finish)
  assert.ok(result.cells.every(({ rounds }) => rounds.generation.length === 0))
  assert.equal('after' in result.machine, false)
})

test('records that contradict the header are refused', () => {
  const header = headerOf(RESULT)
  const [round] = roundsOf(RESULT)
  assert.ok(round)
  const assemble = (...records: JournalRound[]) => resultFromJournal([header, ...records], FINISH)
  assert.throws(() => assemble({ ...round, cell: 'none' }), /cell none, which .* does not list/)
  assert.throws(() => assemble({ ...round, order: ['x'] }), /row x, which .* does not list/)
  assert.throws(() => assemble({ ...round, ns: { y: {} } }), /row y, which .* does not list/)
  assert.throws(() => resultFromJournal([round], FINISH), /starts with its header/)
  assert.throws(() => resultFromJournal([header], { ...FINISH, finishedAt: 'now' }), ResultError)
})

test('a file that is not there is an error on one line', () => {
  inFolder((path) => {
    assert.throws(() => readJournal(path), /^ResultError: cannot read .*journal.jsonl: ENOENT/)
  })
})
