import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SyntheticOptions, syntheticResult } from '../../fixtures/synthetic.js'
import { withTimes } from '../../fixtures/times.js'
import { analyse } from '../analyse.js'
import { type Warning, warnings } from './warnings.js'

const warned = (options: SyntheticOptions): Warning[] => analyse(syntheticResult(options)).warnings
const codes = (options: SyntheticOptions) => warned(options).map(({ code }) => code)

test('an undisturbed run carries no warning', () => {
  assert.deepEqual(warned({}), [])
})

test('where no cell was timed no caution asks for more time', () => {
  const result = syntheticResult()
  const cells = result.cells.map((cell) => ({
    ...cell,
    rounds: { generation: [], order: [] },
    ns: {},
  }))
  const codes = analyse({ ...result, cells }).warnings.map(({ code }) => code)
  assert.ok(!codes.includes('few-generations'), codes.join())
})

test('an interrupted run says how many cells it lacks', () => {
  const noise = { generation: 0.001, round: 0.001, row: 0.001 }
  const found = warned({ noise, interrupt: { generation: 0, cell: '64M@4K' } })
  assert.match(found[0]?.message ?? '', /interrupted: 4 of 8 cells have no rounds/)
  assert.deepEqual(
    found.map(({ code }) => code),
    ['interrupted', 'few-generations'],
  )
  assert.match(
    warned({ interrupt: { generation: 4, cell: '64M@4K' } })[0]?.message ?? '',
    /before its time was over/,
  )
})

test('few generations, and too few for any interval', () => {
  assert.match(warned({ generations: 4 })[0]?.message ?? '', /as few as 4 .*, below 8/)
  assert.match(
    warned({ generations: 1 })[0]?.message ?? '',
    /no more than 1 generation .*: no interval/,
  )
})

test('a run that was not alone on its CPU says so', () => {
  const result = syntheticResult()
  result.run.notAlone = true
  assert.deepEqual(
    analyse(result).warnings.map(({ code }) => code),
    ['not-alone'],
  )
})

test('speed-ups with two values are reported with both, the farthest apart first', () => {
  const apart: Record<string, number> = { '1M@4K': 1.5, '64K@4K': 1.2 }
  const bistable = withTimes(syntheticResult({ generations: 16 }), ({ cell, generation, row }) =>
    row === 'ts/punt-range' ? 1000 / (generation % 4 === 0 ? 2 : 2 * (apart[cell] ?? 1)) : 1000,
  )
  const { code, message, cells } =
    analyse(bistable).warnings.find((one) => one.code === 'ratio-modes') ?? {}
  assert.equal(code, 'ratio-modes')
  assert.match(
    message ?? '',
    /rest: \w+ of ts\/punt-range in 1M@4K 2\.00 x \(25 %\) and 3\.00 x \(75 %\); .* and 3 more figures$/,
  )
  assert.deepEqual(cells, ['64K@4K', '1M@4K'])
})

test('a machine that is busy, virtual or saving power', () => {
  const quiet = { load: 0, busyCpus: 0.25 }
  const busy = { load: 2.5, busyCpus: 1.5 }
  assert.deepEqual(codes({ machine: { before: quiet, after: quiet } }), [])
  assert.deepEqual(codes({ machine: { before: busy } }), ['busy-before'])
  assert.deepEqual(codes({ machine: { after: busy } }), ['busy-after'])
  assert.deepEqual(codes({ machine: { virtualised: 'kvm' } }), ['virtualised'])
  assert.deepEqual(codes({ machine: { virtualised: 'unknown' } }), [])
  assert.deepEqual(codes({ machine: { governor: 'powersave' } }), ['powersave'])
})

test('a row that failed is named, and what goes with it', () => {
  const [warning] = warned({ fail: { row: 'ts/punt-range', cell: '2M@4K', generation: 2 } })
  assert.equal(warning?.about, 'ts/punt-range')
  assert.match(warning.message, /^ts\/punt-range failed \(died, timing of 2M@4K\): a synthetic/)
  const [baseline] = warned({ fail: { row: 'ts/per-page', cell: '2M@4K' } })
  assert.match(baseline?.message ?? '', /without the baseline there are no ratios$/)
})

test('null rows that are missing leave no noise floor: rows of the same calls are none', () => {
  const [warning] = warned({
    withoutRows: ['ts/per-page~null'],
    withoutCells: ['4K@4K', '2M@4K+2M/not-co-aligned', '64K@4K', '1M@4K', '2M@4K'],
  })
  assert.equal(warning?.code, 'no-null-row')
  assert.match(warning.message, /64M@4K, 64M@4K\+2M, trace:/)
})

test('a wide null band names its worst effect and its cells', () => {
  const wide = (cells: string[]) =>
    analyse(
      withTimes(syntheticResult(), ({ row, cell }) =>
        row === 'ts/per-page~null' && cells.includes(cell) ? 1040 : 1000,
      ),
    ).warnings.filter(({ code }) => code === 'null-band-wide')
  assert.deepEqual(wide([]), [])
  const [one] = wide(['1M@4K'])
  assert.match(one?.message ?? '', /differ from their twins by up to 4\.0 % in 1M@4K$/)
  assert.equal(one?.about, '1M@4K')
  const [four] = wide(['4K@4K', '64K@4K', '1M@4K', '2M@4K'])
  assert.match(four?.message ?? '', /in 4K@4K, 64K@4K, 1M@4K and 1 more cell$/)
  assert.equal(four?.about, undefined)
})

test('a clock too coarse for the shortest time', () => {
  const coarse = (clockStepNs: number) =>
    analyse(withTimes(syntheticResult({ clockStepNs }), () => 10_000)).warnings
  assert.deepEqual(coarse(10), [])
  assert.match(coarse(1000)[0]?.message ?? '', /as short as 10 steps of the clock \(1000 ns each\)/)
})

test('every warning has its words and a remedy, on one line each', () => {
  const failure = { kind: 'died', cell: 'c', stage: 'gate', message: 'm' } as const
  for (const { code, message, remedy } of [
    warnings.interrupted(0, 8),
    warnings.busy('before', 1, 1),
    warnings.fewGenerations(2),
    warnings.virtualised('kvm'),
    warnings.powersave(),
    warnings.notAlone(),
    warnings.ratioModes(
      [
        {
          cell: 'c',
          what: 'unmap of r',
          modes: [
            { ratio: 1, share: 0.4 },
            { ratio: 2, share: 0.6 },
          ],
        },
      ],
      ['c'],
    ),
    warnings.rowFailed('r', 'shape', failure),
    warnings.noNullRow(['c']),
    warnings.wideNullBand(0.1, ['c']),
    warnings.timesApart(0.42, ['c']),
    warnings.contradiction('unmap of r over the baseline 1.20 x', ['c'], 'c'),
    warnings.apart('unmap of r over the baseline 1.20 x', ['c']),
    warnings.migrated(2),
    warnings.coarseClock(3, 1, ['c']),
  ]) {
    assert.match(code, /^[a-z-]+$/)
    assert.match(message, /^[^\n]+[^.\n]$/)
    assert.match(remedy, /^[A-Z][^\n]+\.$/)
  }
})
