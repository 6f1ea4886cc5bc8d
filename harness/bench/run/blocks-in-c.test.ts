/** A block whose process is lost: who is to blame is found by running rows alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, KIB } from '../../../engines/index.js'
import type { JournalRecord } from '../../../results/record/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { Interruption } from '../../terminal/interruption.js'
import { describeEngine } from '../worker/engine.js'
import { WorkerFailure } from '../worker/handle.js'
import type { Request } from '../worker/protocol.js'
import { BlocksInC } from './blocks-in-c.js'
import { Generation, ROUNDS } from './generation.js'
import { RunRow } from './rows.js'
import type { TurnsWorker } from './start-turns.js'

const [engine] = BUILT_IN_ENGINES
const rowsOf = (ids = ['a', 'b', 'c']) =>
  ids.map((id) => {
    const description = { ...describeEngine(engine), id, timesItself: true }
    return new RunRow(id, { named: id, reference: id, description, part: 'shape' }, 'shape')
  })

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})

/** Runs one block in workers whose answers are made up; every request is told. */
async function runWith(
  answer: (rows: string[], request: Request) => void,
  rows = rowsOf(),
  rowsElsewhere: RunRow[] = [],
) {
  const asked: string[][] = []
  const records: JournalRecord[] = []
  const fork = (): TurnsWorker => ({
    pid: undefined,
    stop() {},
    request: (async (request: Request) => {
      if (request.type === 'start') answer([], request)
      if (request.type !== 'block') return null
      const ids = request.openings[0].rows.map(({ row }) => row)
      asked.push(ids.toSorted())
      answer(ids, request)
      const rounds = (ns: number) => Array(ROUNDS).fill(ns)
      const ns = Object.fromEntries(ids.map((id) => [id, { map: rounds(1), unmap: rounds(2) }]))
      return { ns, operationNs: 9 }
    }) as TurnsWorker['request'],
  })
  const planned = { cell, rows, counted: [], untimed: {}, tape: cell.compile(1) }
  const measuring = {
    cells: [planned],
    checked: new Map(),
    seed: 1,
    linkOrders: 1,
    pinTo: undefined,
    hangMs: 1000,
    journal: {
      records: () => records,
      append: (...added: JournalRecord[]) => records.push(...added),
    },
    progress: { note() {}, update() {}, end() {} },
    interruption: new Interruption(
      () => {},
      () => {},
    ),
    leftMs: () => 0,
  }
  const generation = new Generation(measuring, 0, undefined, { timedMs: 0, migrations: 0 })
  const elsewhere = { ...planned, rows: rowsElsewhere }
  await new BlocksInC(generation, [planned, elsewhere], fork).run(planned)
  const rounds = records.filter(({ type }) => type === 'round')
  return { asked, rounds, failures: rows.flatMap(({ failure, id }) => (failure ? [id] : [])) }
}

const died = () => {
  throw new WorkerFailure('died', 'signal SIGSEGV')
}

test('a block is recorded round by round, and each has sessions of its own', async () => {
  const { asked, failures, rounds } = await runWith((_, request) => {
    if (request.type === 'block') assert.equal(request.openings.length, ROUNDS)
  })
  assert.deepEqual(asked, [['a', 'b', 'c']])
  assert.equal(rounds.length, ROUNDS)
  assert.deepEqual(failures, [])
})

test('a row that kills the process is found by running rows alone, and the others go on', async () => {
  const { asked, failures, rounds } = await runWith((rows) => {
    if (rows.includes('b')) died()
  })
  assert.deepEqual(asked.slice(1, 4).toSorted(), [['a'], ['b'], ['c']])
  assert.deepEqual(asked.at(-1), ['a', 'c'])
  assert.deepEqual(failures, ['b'])
  assert.equal(rounds.length, ROUNDS)
})

test('a row that is told of is not looked for', async () => {
  const { asked, failures, rounds } = await runWith((rows) => {
    if (rows.includes('c')) throw new WorkerFailure('wrong', 'too few bytes', 'c')
  })
  assert.deepEqual(asked, [
    ['a', 'b', 'c'],
    ['a', 'b'],
  ])
  assert.deepEqual(failures, ['c'])
  assert.equal(rounds.length, ROUNDS)
})

test('many rows that fail, told of or not, are no reason for others to', async () => {
  const told = await runWith(
    (rows) => {
      const bad = rows.find((id) => id !== 'a')
      if (bad !== undefined) throw new WorkerFailure('threw', 'cannot open a module', bad)
    },
    rowsOf(['a', 'b', 'c', 'd', 'e']),
  )
  assert.deepEqual(told.failures, ['b', 'c', 'd', 'e'])
  assert.equal(told.rounds.length, ROUNDS)

  // One more each time that the rows run alone.
  let bad = ''
  const untold = await runWith(
    (rows) => {
      if (rows.length > 2) bad = rows[0]
      if (rows.length > 2 || rows.includes(bad)) died()
    },
    rowsOf(['a', 'b', 'c', 'd', 'e']),
  )
  assert.equal(untold.failures.length, 3)
  assert.equal(untold.rounds.length, ROUNDS)
})

test('a row that cannot be started fails, in whichever cell it is', async () => {
  const [first, second] = [rowsOf(['a']), rowsOf(['z'])]
  const { failures, rounds } = await runWith(
    (_, request) => {
      if (request.type !== 'start') return
      if (request.engines.some(({ row }) => row === 'z')) {
        throw new WorkerFailure('threw', 'no engine is called z', 'z')
      }
    },
    first,
    second,
  )
  assert.deepEqual(failures, [])
  assert.match(second[0].failure?.message ?? '', /no engine/)
  assert.equal(rounds.length, ROUNDS)
})

test('a process that is lost once, for no row of its own, is started again', async () => {
  let lost = false
  const { failures, rounds } = await runWith((rows) => {
    if (rows.length < 3 || lost) return
    lost = true
    died()
  })
  assert.deepEqual(failures, [])
  assert.equal(rounds.length, ROUNDS)
})

test('where rows fail together alone, all of them fail', async () => {
  const rows = rowsOf()
  const { failures, rounds } = await runWith((ids) => {
    if (ids.length > 1) died()
  }, rows)
  assert.deepEqual(failures, ['a', 'b', 'c'])
  assert.match(rows[0].failure?.message ?? '', /lost 3 times, though each row runs alone/)
  assert.equal(rounds.length, 0)
})
