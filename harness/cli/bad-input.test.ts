/** Bad input is one line that names the value, the place and the way out; exit code 2, nothing half-written. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runAllHere } from '../testing/capture.js'
import { newFolder, testEngine, tinySuite } from '../testing/suites.js'
import { main } from './main.js'

async function refused(expected: RegExp, ...args: string[]): Promise<void> {
  const { code, stderr, stdout } = await runAllHere(...args)
  assert.equal(code, 2, stderr)
  assert.equal(stdout, '')
  assert.match(stderr, expected)
  assert.equal(stderr.trim().split('\n').length, 1, `one line, not: ${stderr}`)
}

test('an unknown engine', () =>
  refused(
    /no engine is called ts\/unmap-page \(did you mean ts\/unmap-pages\?\)/,
    'bench',
    '--engine',
    'ts/unmap-page',
  ))

test("an unknown engine of a suite of one's own is named with its place", async () => {
  const sweep = { sizes: ['64K'], pageSizes: ['4K'] }
  for (const [change, key] of [
    [{ engines: ['unmap_pages'] }, 'engines'],
    [{ counted: ['unmap_pages'] }, 'counted'],
    [{ cells: [{ sweep, also: ['ts/punt', 'unmap_pages'] }] }, 'cells\\[0\\].also'],
    [{ cells: [{ sweep, engines: ['unmap_pages'] }] }, 'cells\\[0\\].engines'],
  ] as const) {
    const path = tinySuite(change)
    const expected = new RegExp(`^${path}: ${key}: no engine is called unmap_pages `)
    await refused(expected, 'bench', '--suite', path)
  }
})

test('an unknown suite', () =>
  refused(/suite quik .*did you mean quick\?/, 'bench', '--suite', 'quik'))

test('an unknown cell', () =>
  refused(/no cell matches 64@4K \(did you mean 64[KM]@4K\?\)/, 'bench', '--cell', '64@4K'))

test('an unknown option', () => refused(/unknown option '--sede'.*--seed/, 'bench', '--sede', '3'))

test('an unknown command', () => refused(/unknown command 'benhc'/, 'benhc'))

test('an option without its value', () => refused(/--seed/, 'bench', '--seed'))

test('a value that is no number', () =>
  refused(/--time soon is not a number of seconds/, 'bench', '--time', 'soon'))

test('a value out of range', () =>
  refused(/--hang-timeout -1 is not a number of seconds above 0/, 'bench', '--hang-timeout', '-1'))

test('a malformed suite', async () => {
  const path = tinySuite({ generations: 'many' })
  await refused(new RegExp(`${path}: generations: "many"`), 'bench', '--suite', path)
})

test('a malformed trace', async () => {
  const folder = newFolder()
  const trace = join(folder, 'trace.txt')
  writeFileSync(trace, ' dd-1 [000] ..... 1.0: map: IOMMU: iova=0x1000 paddr=no size=4096\n')
  const suite = tinySuite({ cells: [{ trace }] })
  await refused(
    /trace\.txt:1: .*paddr=no.* cannot be read; expected map/,
    'bench',
    '--suite',
    suite,
    '--out',
    join(folder, 'out'),
  )
  assert.equal(existsSync(join(folder, 'out')), false)
})

test('a malformed result', async () => {
  const path = join(newFolder(), 'result.json')
  writeFileSync(path, '{"schema":"unmap-bench/result","version":7}')
  await refused(/result\.json: version: .*version 7/, 'report', path)
})

test('a result that is not there', () => refused(/nowhere: not found/, 'report', 'nowhere'))

test('an output folder that holds something', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'thesis.txt'), 'precious')
  await refused(/is not empty/, 'bench', '--suite', tinySuite(), '--out', folder)
  assert.deepEqual(readdirSync(folder), ['thesis.txt'])
})

test('an output folder below a file', async () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  await refused(/file/, 'bench', '--suite', tinySuite(), '--out', join(file, 'out'))
})

test('where a run cannot go, and what it cannot be compared with, before a kernel is opened', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'thesis.txt'), 'precious')
  const start = ['bench', '--kernel', join(folder, 'no-tree')]
  await refused(/is not empty/, ...start, '--out', folder)
  await refused(/--save and --out each name a folder/, ...start, '--out', folder, '--save', 'x')
  await refused(/^nowhere: not found/, ...start, '--baseline', 'nowhere')
  await refused(/--json prints none/, ...start, '--baseline', 'reference', '--json')
})

test('a module whose format is none', async () => {
  const path = join(newFolder(), 'mine.ts')
  writeFileSync(path, "export const format = { name: 'mine', granuleShift: 3 } satisfies object\n")
  const said =
    /engine \S+mine\.ts cannot be loaded: export format\.granuleShift 3 is no whole number from 12 to 16$/m
  await refused(said, 'bench', '--engine', path)
  await refused(said, 'verify', '--engine', path)
})

test('a module that is no engine', () =>
  refused(
    /no-engine\.js cannot be loaded: .*export engine\.tier/,
    'bench',
    '--engine',
    testEngine('no-engine'),
  ))

test('a module that is not there', () =>
  refused(/nowhere\.js cannot be loaded: /, 'bench', '--engine', './nowhere.js'))

test('reports that cannot be written', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'run'))
  await refused(/holds no result\.json/, 'report', join(folder, 'run'))
})

test('a file that the system refuses wherever nobody thought of it', async () => {
  const error = Object.assign(new Error("EIO: i/o error, read '/x'"), {
    code: 'EIO',
    path: '/x',
    syscall: 'read',
  })
  let stderr = ''
  const code = await main(['results'], {
    stdout: {
      write: () => {
        throw error
      },
    },
    stderr: { write: (text) => (stderr += text) },
  })
  assert.deepEqual([code, stderr], [2, `${error.message}\n`])
})
