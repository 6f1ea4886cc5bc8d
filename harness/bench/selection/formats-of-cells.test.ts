/** Call shapes alone are of the formats that a run's cells have the page sizes of. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NEAREST_TIERS } from '../../../engines/index.js'
import { domainOf, type PageSize } from '../../../workloads/index.js'
import { run } from '../../testing/capture.js'
import { formatsOfCells } from './formats-of-cells.js'
import { selectEngines } from './select-engines.js'

const HANG_MS = 30_000

function cellsOn(...pageSizes: PageSize[][]) {
  return pageSizes.map((sizes) => ({ domain: domainOf(sizes, 'coherent-strict') }))
}

test('each cell has one, and the default one stands for what none has', () => {
  const cells = cellsOn(['4K'], ['16K', '32M'], ['64K'], ['16K'], ['16K', '512M'])
  assert.deepEqual(formatsOfCells(cells), ['arm-lpae-4k', 'arm-lpae-16k', 'arm-lpae-64k'])
  assert.deepEqual(formatsOfCells(cellsOn(['16K']), ['arm-lpae-16k-s2']), ['arm-lpae-16k-s2'])
})

test('a call shape alone is of all of them, timed or counted, and an id is what it says', async () => {
  const ofCells = ['arm-lpae-4k', 'arm-lpae-16k']
  const wanted = {
    timed: ['punt', 'ts/punt-range'],
    counted: ['rewalk'],
    countTiers: true,
    ofCells,
  }
  const selected = await selectEngines(wanted, HANG_MS)
  const [tier] = NEAREST_TIERS
  const idsOf = (part: string) =>
    selected.filter((one) => one.part === part).map(({ description }) => description.id)
  assert.deepEqual(idsOf('shape'), [`${tier}/punt`, `${tier}/punt@arm-lpae-16k`, 'ts/punt-range'])
  assert.ok(idsOf('baseline').includes(`${tier}/per-page@arm-lpae-16k`))
  for (const id of [`${tier}/rewalk@arm-lpae-16k`, 'ts/punt@arm-lpae-16k', 'ts/rewalk']) {
    assert.ok(idsOf('counted').includes(id), id)
  }
  const alone = await selectEngines({ ...wanted, ofCells: ['arm-lpae-16k'] }, HANG_MS)
  assert.ok(
    alone.every(
      ({ description, named }) =>
        description.format === 'arm-lpae-16k' || named.includes('/') || named === 'per-page',
    ),
  )
})

test('cells of larger granules need no --format, and other rows have no place there', async () => {
  const { code, stdout } = await run('bench', '--suite', 'granules', '--cell', '*@16K*', '--plan')
  assert.equal(code, 0)
  assert.match(stdout, /^ {2}\S+\/punt-range@arm-lpae-16k$/m)
  assert.doesNotMatch(stdout, /Not timed|\/punt-range$/m)
})

test('--format is heard beside --engine', async () => {
  const words = ['--engine', 'punt', '--format', 'vtd-ss', '--cell', '64K@4K', '--plan']
  const { stdout } = await run('bench', ...words)
  assert.match(stdout, /^ {2}\S+\/punt$/m)
  assert.match(stdout, /^ {2}\S+\/punt@vtd-ss$/m)
})
