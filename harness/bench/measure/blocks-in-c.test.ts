/** A block whose process is lost: who is to blame is found by running rows alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, KIB } from '../../../engines/index.js'
import type { JournalRecord } from '../../../results/record/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { describeEngine } from '../../engine/load.js'
import { WorkerFailure } from '../../processes/failure.js'
import type { Handlers, Request } from '../../processes/kind.js'
import { answeringWith } from '../../processes/testing.js'
import { Interruption } from '../../terminal/interruption.js'
import { RunRow } from '../plan/rows.js'
import type { Turns } from '../worker/protocol.js'
import { BlocksInC } from './blocks-in-c.js'
import { Generation, ROUNDS } from './generation.js'

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

type Openings = Request<Turns, 'block'>['openings']
type Engines = Request<Turns, 'start'>['engines']

/** What a made-up worker is asked; where it is to fail, it throws. */
interface Asked {
  start?(engines: Engines): void
  block?(rows: string[], openings: Openings): void
}

/** Runs one block in workers whose answers are made up; every block is listed. */
async function runWith(on: Asked, rows = rowsOf(), rowsElsewhere: RunRow[] = []) {
  const asked: string[][] = []
  const records: JournalRecord[] = []
  const handlers: Handlers<Turns> = {
    start({ engines }) {
      on.start?.(engines)
      return null
    },
    block({ openings }) {
      const ids = openings[0].rows.map(({ row }) => row)
      asked.push(ids.toSorted())
      on.block?.(ids, openings)
      const rounds = (ns: number) => Array(ROUNDS).fill(ns)
      const ns = Object.fromEntries(ids.map((id) => [id, { map: rounds(1), unmap: rounds(2) }]))
      return { ns, operationNs: 9 }
    },
    floor: () => assert.fail('nobody asks for the floor'),
    lookups: () => assert.fail('nobody asks for translations'),
    unmaps: () => assert.fail('nobody asks for unmaps alone'),
  }
  const planned = { cell, rows, counted: [], untimed: {}, slots: 1, tape: cell.compile(1) }
  const measuring = {
    cells: [planned],
    checked: new Map(),
    seed: 1,
    linkOrders: 1,
    pinTo: undefined,
    hangMs: 1000,
    journal: { append: (...added: JournalRecord[]) => records.push(...added) },
    progress: { note() {}, update() {}, end() {} },
    interruption: new Interruption(
      () => {},
      () => {},
    ),
    leftMs: () => 0,
    spawn: answeringWith(handlers),
  }
  const generation = new Generation(measuring, 0, undefined, { timedMs: 0, migrations: 0 })
  const elsewhere = { ...planned, rows: rowsElsewhere }
  await new BlocksInC(generation, [planned, elsewhere]).run(planned)
  const rounds = records.filter(({ type }) => type === 'round')
  return { asked, rounds, failures: rows.flatMap(({ failure, id }) => (failure ? [id] : [])) }
}

const died = () => {
  throw new WorkerFailure('died', 'signal SIGSEGV')
}

test('a block is recorded round by round, and each has sessions of its own', async () => {
  const { asked, failures, rounds } = await runWith({
    block: (_, openings) => assert.equal(openings.length, ROUNDS),
  })
  assert.deepEqual(asked, [['a', 'b', 'c']])
  assert.equal(rounds.length, ROUNDS)
  assert.deepEqual(failures, [])
})

test('a row that kills the process is found by running rows alone, and the others go on', async () => {
  const { asked, failures, rounds } = await runWith({
    block(rows) {
      if (rows.includes('b')) died()
    },
  })
  assert.deepEqual(asked.slice(1, 4).toSorted(), [['a'], ['b'], ['c']])
  assert.deepEqual(asked.at(-1), ['a', 'c'])
  assert.deepEqual(failures, ['b'])
  assert.equal(rounds.length, ROUNDS)
})

test('a row that is named is not looked for', async () => {
  const { asked, failures, rounds } = await runWith({
    block(rows) {
      if (rows.includes('c')) throw new WorkerFailure('wrong', 'too few bytes', 'c')
    },
  })
  assert.deepEqual(asked, [
    ['a', 'b', 'c'],
    ['a', 'b'],
  ])
  assert.deepEqual(failures, ['c'])
  assert.equal(rounds.length, ROUNDS)
})

test('many rows that fail, named or not, are no reason for others to', async () => {
  const found = await runWith(
    {
      block(rows) {
        const bad = rows.find((id) => id !== 'a')
        if (bad !== undefined) throw new WorkerFailure('threw', 'cannot open a module', bad)
      },
    },
    rowsOf(['a', 'b', 'c', 'd', 'e']),
  )
  assert.deepEqual(found.failures, ['b', 'c', 'd', 'e'])
  assert.equal(found.rounds.length, ROUNDS)

  // One more each time that the rows run alone.
  let bad = ''
  const untold = await runWith(
    {
      block(rows) {
        if (rows.length > 2) bad = rows[0]
        if (rows.length > 2 || rows.includes(bad)) died()
      },
    },
    rowsOf(['a', 'b', 'c', 'd', 'e']),
  )
  assert.equal(untold.failures.length, 3)
  assert.equal(untold.rounds.length, ROUNDS)
})

test('a row that cannot be started fails, in whichever cell it is', async () => {
  const [first, second] = [rowsOf(['a']), rowsOf(['z'])]
  const { failures, rounds } = await runWith(
    {
      start(engines) {
        if (engines.some(({ row }) => row === 'z')) {
          throw new WorkerFailure('threw', 'no engine is called z', 'z')
        }
      },
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
  const { failures, rounds } = await runWith({
    block(rows) {
      if (rows.length < 3 || lost) return
      lost = true
      died()
    },
  })
  assert.deepEqual(failures, [])
  assert.equal(rounds.length, ROUNDS)
})

test('where rows fail together alone, all of them fail', async () => {
  const rows = rowsOf()
  const { failures, rounds } = await runWith(
    {
      block(ids) {
        if (ids.length > 1) died()
      },
    },
    rows,
  )
  assert.deepEqual(failures, ['a', 'b', 'c'])
  assert.match(rows[0].failure?.message ?? '', /lost 3 times, though each row runs alone/)
  assert.equal(rounds.length, 0)
})
