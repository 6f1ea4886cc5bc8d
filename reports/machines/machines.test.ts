/** Runs of different machines, side by side in text, Markdown and the page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { IN_FILE } from '../exporters/index.js'
import { detailData, explorerData, ofMachines } from '../html/index.js'
import { speedupGrid } from './grid.js'
import { MACHINES_EXPORTERS, machinesOf } from './index.js'

const CPUS = ['Phone SoC', 'Arm <server>']
const RUNS = CPUS.map((cpu, at) => {
  const result = syntheticResult({
    seed: at + 1,
    noise: { generation: 0.01, round: 0.02, row: 0.08 },
    ...(at === 1 && { withoutCells: ['4K@4K'] }),
  })
  return {
    name: `run${at}`,
    analysis: analyse({ ...result, machine: { ...result.machine, cpu } }),
  }
})
const machines = machinesOf(RUNS)

async function printed(name: string, mean = false): Promise<string> {
  const exporter = MACHINES_EXPORTERS.find((one) => one.name === name)
  return (await exporter?.text({ machines, mean }, IN_FILE)) ?? ''
}

test('machines are called by their processors, and where that is not enough by their runs', () => {
  assert.deepEqual(
    machines.map(({ name }) => name),
    CPUS,
  )
  const twice = machinesOf([RUNS[0], { ...RUNS[0], name: 'again' }])
  assert.deepEqual(
    twice.map(({ name }) => name),
    ['Phone SoC (run0)', 'Phone SoC (again)'],
  )
})

test('columns are by size, whichever machine has them; machines that are alike have no table of facts', async () => {
  const [first, second] = RUNS
  const less = { ...first.analysis, cells: first.analysis.cells.slice(-2) }
  const { columns } = speedupGrid({
    machines: machinesOf([{ ...first, analysis: less }, second]),
    mean: false,
  })
  const sizes = ['64K', '1M', '2M', '64M'].filter((size) => columns.includes(size))
  assert.ok(sizes.length > 2)
  assert.deepEqual(
    [...new Set(columns)].filter((label) => sizes.includes(label)),
    sizes,
  )
  const html = MACHINES_EXPORTERS.find((one) => one.name === 'html')
  const alike = machinesOf([first, { ...first, name: 'again' }])
  const page = (await html?.text({ machines: alike, mean: false }, IN_FILE)) ?? ''
  assert.doesNotMatch(page, /<h2 id="machines">/)
  assert.match(await printed('html'), /<h2 id="machines">/)
})

for (const name of ['terminal', 'markdown', 'html']) {
  test(`${name}: each machine's three answers in its own words, and no mean unless asked for`, async () => {
    const text = await printed(name)
    const words = (some: string) => some.replace(/<[^>]*>/g, '').replace(/[^a-zA-Z0-9.]/g, '')
    for (const { screen } of machines) {
      for (const answer of screen.answers) {
        assert.ok(words(text).includes(words(answer.text)), answer.text)
      }
    }
    assert.doesNotMatch(text, /geometric mean/)
    assert.match(await printed(name, true), /geometric mean/)
    assert.ok(text.endsWith('\n'))
  })
}

test('the mean is that of the machines where all of them have a figure', async () => {
  const lines = (await printed('terminal', true)).split('\n')
  const at = lines.findIndex((line) => line.includes('geometric mean'))
  const figures = [at - 2, at - 1, at].map((line) => lines[line].match(/\d+\.\d+(?=\s|$)/g)?.at(-1))
  const [a, b, mean] = figures.map(Number)
  assert.ok(Math.abs(mean - Math.sqrt(a * b)) < 0.02 * mean, figures.join(' '))
})

test('there is no mean where a machine has no figure', () => {
  const { columns, rows } = speedupGrid({ machines, mean: true })
  const at = columns.indexOf('4K')
  const means = rows.filter(([, machine]) => machine === 'geometric mean')
  assert.ok(rows.some((row) => row[at] !== '' && row[1] === machines[0].name))
  assert.ok(means.length > 0 && means.every((row) => row[at] === '' && row[at + 1] !== ''))
})

test('there is no mean of different code', async () => {
  const [first, second] = machines
  const table = second.screen.table && { ...second.screen.table, basis: 'by Linux 6.1' }
  const other = { ...second, screen: { ...second.screen, ...(table && { table }) } }
  const exporter = MACHINES_EXPORTERS[0]
  const text = await exporter.text({ machines: [first, other], mean: true }, IN_FILE)
  assert.doesNotMatch(text, /geometric mean/)
  assert.match(text, /their tables\s+rest\s+on\s+different code/)
  assert.match(text, /Speed-up over its own per-page /)
})

test('marks of the machines are explained where their table stands', async () => {
  const [first, second] = machines
  const table = second.screen.table && { ...second.screen.table, legend: '± wide; # freed' }
  const other = { ...second, screen: { ...second.screen, ...(table && { table }) } }
  for (const exporter of MACHINES_EXPORTERS) {
    const text = await exporter.text({ machines: [first, other, other], mean: false }, IN_FILE)
    const words = text.replace(/\s+/g, ' ')
    assert.match(words, /± of 95 % intervals .*; ± wide; \\?# freed\. Every ratio/)
    assert.match(words, /Speed-up over per-page /)
  }
})

test("the explorer has every machine's figures, each under its machine, and those alone", () => {
  const parts = machines.map(({ analysis, name, screen }) => ({
    name,
    data: explorerData(analysis, screen),
    details: detailData(analysis),
  }))
  const { data, details } = ofMachines(parts)
  assert.equal(data.sources.length, 2)
  assert.deepEqual(data.start.of.length, 2)
  let touched = 0
  for (const [machine, { data: own, details: ownDetails, name }] of parts.entries()) {
    for (const [cell, { id }] of own.cells.entries()) {
      const at = data.cells.findIndex((one) => one.id === id)
      for (const [row, { id: rowId }] of own.rows.entries()) {
        const joined = data.rows.findIndex((one) => one.id === `${name}: ${rowId}`)
        assert.equal(data.rows[joined].machine, machine)
        assert.ok(data.sources[data.rows[joined].source].label.startsWith(`${name}: `))
        assert.deepEqual(data.figures[at][joined], own.figures[cell][row])
        assert.deepEqual(
          details.cells[at][machine]?.ns[`${name}: ${rowId}`],
          ownDetails.cells[cell][0]?.ns[rowId],
        )
      }
      const touching = data.cells[at].warnings.map((one) => data.warnings[one].message)
      touched += own.cells[cell].warnings.length
      for (const one of own.cells[cell].warnings) {
        assert.ok(touching.includes(`${name}: ${own.warnings[one].message}`))
      }
    }
    for (const place of own.places) {
      const joined = data.places.find(({ id }) => id === place.id)
      const labels = joined?.cells.map(({ cell }) => data.cells[cell].id)
      assert.ok(place.cells.every(({ cell }) => labels?.includes(own.cells[cell].id)))
    }
  }
  assert.ok(touched > 0)
  const only = data.cells.findIndex(({ id }) => id === '4K@4K')
  const second = data.rows.flatMap(({ machine }, row) => (machine === 1 ? [row] : []))
  assert.ok(second.every((row) => data.figures[only][row] === null))
})
