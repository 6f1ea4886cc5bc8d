import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { cellsCommand, longerCommand, runCommand } from './command.js'

const analysis = sampleAnalysis()
const withArguments = (...args: string[]) => ({ options: { ...analysis.options, arguments: args } })

test('a run without arguments is made again without any', () => {
  assert.equal(runCommand(withArguments()), 'npm run bench')
})

test('what only changes what is shown is no part of the run', () => {
  const run = withArguments('--quiet', '--seed', '7', '--open', '--json', '--verbose')
  assert.equal(runCommand(run), 'npm run bench -- --seed 7')
})

test('what a shell would read is quoted, and comes back as it was', () => {
  const args = ['--suite', "it's $(here) & `there`", '--trace=~/a b', '~x', '']
  const command = runCommand(withArguments(...args)).replace('npm run bench --', "printf '%s\\n'")
  const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' })
  assert.equal(printed, `${args.join('\n')}\n`)
})

test('cells of a chart take the place of those of the run', () => {
  const run = withArguments('--cell', '4K@4K', '1M*', '--seed', '7', '--cell=2M@4K')
  assert.equal(
    cellsCommand(run, ['64K@4K', '2M@4K+2M~4K']),
    'npm run bench -- --seed 7 --cell 64K@4K 2M@4K+2M~4K',
  )
})

test('a chart of all cells is made again by the run itself', () => {
  const run = withArguments('--seed', '7')
  assert.equal(cellsCommand(run, run.options.cells), runCommand(run))
})

test('the folder and the name of the run are left to the run', () => {
  const run = withArguments('--out', 'mine', '--seed', '7', '--save=before')
  assert.equal(runCommand(run), 'npm run bench -- --seed 7')
  assert.equal(cellsCommand(run, ['4K@4K']), 'npm run bench -- --seed 7 --cell 4K@4K')
})

test('a longer run is the same run with other seconds, in as many processes as fit', () => {
  const run = withArguments('--trace', 'nvme.txt', '--time', '2', '--generations=3', '--save', 'a')
  assert.equal(longerCommand(run, 8), 'npm run bench -- --trace nvme.txt --time 8')
  assert.equal(longerCommand(withArguments(), 8), 'npm run bench -- --time 8')
})
