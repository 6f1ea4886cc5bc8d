import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { InputError } from '../../../engines/contract/index.js'
import { analyse } from '../../../results/analysis/index.js'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import { saveResult } from '../../../results/record/index.js'
import { calibrationOf, repeatFolder, saveFamily } from './runs.js'
import { familyOf, HONEST, NULLS } from './testing.js'

const FAMILY = familyOf(HONEST)
const DIFFERENT = familyOf({ ...HONEST, [NULLS[0] ?? '']: 1.1 })

/** Where repeats say how many comparisons a run makes. */
const unasked = () => assert.fail('the reference run was asked')

test('families and repeats that were saved are scored, quiet ones first', (t) => {
  const runs = mkdtempSync(join(tmpdir(), 'unmap-bench-runs-'))
  t.after(() => rmSync(runs, { recursive: true }))
  saveFamily(runs, 16, 0, DIFFERENT)
  saveFamily(runs, 4, 0, FAMILY)
  for (let at = 0; at < 11; at++) saveFamily(runs, 0, at, at === 2 ? DIFFERENT : FAMILY)
  for (const at of [0, 1]) {
    const folder = repeatFolder(runs, at)
    mkdirSync(folder, { recursive: true })
    saveResult(folder, syntheticResult())
  }
  const stopped = syntheticResult({ interrupt: { generation: 3, cell: '64K@4K' } })
  mkdirSync(repeatFolder(runs, 2))
  saveResult(repeatFolder(runs, 2), stopped)
  const { agreement, comparisons, date, halves, machine, version } = calibrationOf(runs, unasked)
  assert.deepEqual(
    halves.map(({ busy, families }) => [busy, families.length]),
    [
      [0, 11],
      [4, 1],
      [16, 1],
    ],
  )
  const different = halves.map(({ families }) => families.map(({ toldApart }) => toldApart > 0))
  assert.deepEqual(different, [Array.from({ length: 11 }, (_, at) => at === 2), [false], [true]])
  assert.equal(agreement?.repeats, 2)
  assert.equal(agreement?.contradictions, 0)
  assert.equal(date, FAMILY.run.startedAt.slice(0, 10))
  assert.equal(comparisons, analyse(syntheticResult()).family.comparisons)
  assert.equal(version, FAMILY.tool.version)
  assert.ok(machine.startsWith(FAMILY.machine.cpu) && machine.endsWith('; engine ts/per-page'))
})

test('a folder without families is reported', (t) => {
  const runs = mkdtempSync(join(tmpdir(), 'unmap-bench-runs-'))
  t.after(() => rmSync(runs, { recursive: true }))
  for (const folder of [runs, join(runs, 'none')]) {
    assert.throws(
      () => calibrationOf(folder, unasked),
      (error) => error instanceof InputError && error.message.startsWith(`${folder} has no family`),
    )
  }
})

test('without repeats it is the reference run that says how many comparisons there are', (t) => {
  const runs = mkdtempSync(join(tmpdir(), 'unmap-bench-runs-'))
  t.after(() => rmSync(runs, { recursive: true }))
  saveFamily(runs, 0, 0, FAMILY)
  const { agreement, comparisons } = calibrationOf(runs, () => 321)
  assert.deepEqual([agreement, comparisons], [undefined, 321])
})
