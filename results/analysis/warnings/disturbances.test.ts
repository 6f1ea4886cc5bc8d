import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SYNTHETIC_CELLS, syntheticResult } from '../../fixtures/synthetic.js'
import { type TimeAt, withTimes } from '../../fixtures/times.js'
import type { CellResult } from '../../record/cell.js'
import type { MachineState } from '../../record/machine.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'
import type { Warning } from './warnings.js'

const CELL = '1M@4K'
const STEADY = withTimes(syntheticResult(), () => 1e6)

/** The warnings of a run whose times are a millisecond times `factor`. */
function timed(factor: (at: TimeAt) => number): Warning[] {
  return analyse(withTimes(STEADY, (at) => 1e6 * factor(at))).warnings
}

/** The same in one cell alone. */
const inOne = (factor: (at: TimeAt) => number) => timed((at) => (at.cell === CELL ? factor(at) : 1))

/** The warnings of a steady run after `change`. */
function changed(change: (result: Result) => void): Warning[] {
  const result = structuredClone(STEADY)
  change(result)
  return analyse(result).warnings
}

/** The same for one of its cells. */
const changedCell = (change: (cell: CellResult) => void) =>
  changed(({ cells }) => {
    for (const cell of cells) if (cell.id === CELL) change(cell)
  })

/** Asserts that there is one warning, of this code, and of these cells where it is of any. */
function only(found: readonly Warning[], code: string, cells?: readonly string[]): string {
  assert.deepEqual(
    found.map((warning) => warning.code),
    [code],
  )
  assert.deepEqual(found[0]?.cells, cells)
  return found[0]?.message ?? ''
}

test('a steady run, or one that scatters by a per cent, carries none of them', () => {
  assert.deepEqual(
    timed(() => 1),
    [],
  )
  assert.deepEqual(
    timed(({ round }) => 1 + 0.01 * ((round * 7) % 5)),
    [],
  )
})

test('times that rise from the first round to the last are a drift, told with their cells', () => {
  assert.match(
    only(
      inOne(({ round }) => 1 + 0.01 * round),
      'drift',
      [CELL],
    ),
    /up to 1\d\.\d % .* in 1M@4K$/,
  )
  only(
    timed(({ round }) => 1 / (1 + 0.01 * round)),
    'drift',
    SYNTHETIC_CELLS,
  )
  assert.deepEqual(
    inOne(({ round }) => 1 + 0.001 * round),
    [],
    'below 5 %',
  )
  assert.deepEqual(
    inOne(({ round, row }) => 1 + (row === 'ts/punt-range' ? 0.01 * round : 0)),
    [],
    'one row is no machine',
  )
})

test('times that jump between two speeds are two modes', () => {
  assert.match(
    only(
      inOne(({ round }) => (round % 2 === 0 ? 1 : 1.2)),
      'two-modes',
      [CELL],
    ),
    /up to 20\.0 % apart/,
  )
  assert.deepEqual(
    inOne(({ round }) => (round % 2 === 0 ? 1 : 1.03)),
    [],
  )
})

test('few rounds far from the others are outliers', () => {
  assert.match(
    only(
      inOne(({ round }) => (round % 10 === 3 ? 2 : 1)),
      'outliers',
      [CELL],
    ),
    /up to 10\.0 % of the rounds/,
  )
  assert.deepEqual(
    inOne(({ round }) => (round === 3 ? 2 : 1)),
    [],
    'one of twenty',
  )
})

test('rows that were still moving after the warm-up are reported', () => {
  const found = changedCell((cell) => {
    cell.unsettled = { 'ts/per-page': 2, 'ts/punt-range': 1 }
  })
  assert.match(only(found, 'unsettled', [CELL]), /in up to 2 rows of 1M@4K$/)
})

test('what the machine did in between: frequency, heat, a host that took time', () => {
  const machine = (before: Partial<MachineState>, after: Partial<MachineState>) =>
    changed((result) => {
      const quiet = { load: 0, busyCpus: 0 }
      result.machine.before = { ...quiet, ...before }
      result.machine.after = { ...quiet, ...after }
    })
  const frequency = machine({ frequencyMhz: 3000 }, { frequencyMhz: 2400 })
  assert.match(only(frequency, 'frequency'), /3000 MHz before the run and 2400 MHz after/)
  assert.deepEqual(machine({ frequencyMhz: 3000 }, { frequencyMhz: 2950 }), [])
  assert.deepEqual(machine({}, { frequencyMhz: 2400 }), [])
  assert.match(only(machine({ throttled: 5 }, { throttled: 6 }), 'throttled'), /heat 1 time /)
  assert.deepEqual(machine({ throttled: 5 }, { throttled: 5 }), [])
  assert.deepEqual(machine({}, { throttled: 5 }), [], 'it may have been before the run')
  // The run took 60 seconds; a host may take 0.02 in each.
  const stolen = machine({ stolenSeconds: 10 }, { stolenSeconds: 11.5 })
  assert.match(only(stolen, 'stolen'), /took 1\.5 s .* in 60 s$/)
  assert.deepEqual(machine({ stolenSeconds: 10 }, { stolenSeconds: 11 }), [])
})

test('processes that were moved from CPU to CPU are reported', () => {
  const moved = (migrations: number) =>
    changed(({ machine, run }) => {
      run.migrations = migrations
      delete machine.pinnedCpu
    })
  assert.match(only(moved(3), 'migrated'), /3 times$/)
  assert.deepEqual(moved(0), [])
})
