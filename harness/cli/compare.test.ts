import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { quietRun, slowed, withCell } from '../../results/analysis/compare/fixtures.js'
import { loadResult, saveResult } from '../../results/record/index.js'
import { run } from '../testing/capture.js'
import { newFolder } from '../testing/suites.js'

const OLD = quietRun({ seed: 1, instructions: true })
const AGAIN = quietRun({ seed: 2, instructions: true })

/** Folders of an old run and of newer ones, by name. */
function folders(runs: Record<string, typeof OLD>): Record<string, string> {
  const base = newFolder()
  return Object.fromEntries(
    Object.entries(runs).map(([name, result]) => {
      const folder = join(base, name)
      mkdirSync(folder)
      saveResult(folder, result)
      return [name, folder]
    }),
  )
}

const slower = slowed(AGAIN, 1.2, { row: 'ts/punt-range' })
const more = withCell(AGAIN, '64K@4K', ({ counts }) => {
  const map = counts['ts/punt-range']?.map
  if (map?.walks !== undefined) map.walks += 1
})
const faster = slowed(AGAIN, 0.8, { row: 'ts/punt-range' })
const paths = folders({ before: OLD, again: AGAIN, slower, faster, more })
const { before = '', again = '' } = paths

test('two folders: the answer, then what changed; every figure with --verbose; exit 0', async () => {
  const { code, stdout, stderr } = await run('compare', before, paths.slower ?? '')
  assert.equal(code, 0, stderr)
  assert.match(
    stdout,
    /^slower against before\nWorse {3}\d+ of \d+ figures slower, most ts\/punt-range /,
  )
  assert.match(stdout, /\nBetter {2}none resolved, of [^\n]*\nElse {4}\d+ not resolved/)
  assert.match(stdout, /counts all the same; instructions all\s+the same/)
  assert.match(stdout, /What changed, the worst first\b/)
  assert.doesNotMatch(stdout, /~ [\d.]+ x/)
  const all = (await run('compare', before, paths.slower ?? '', '--verbose')).stdout
  assert.match(all, /In what the runs differ\n- seed: 1, now 2;/)
  assert.match(all, /Counts: all the same/)
  assert.match(all, /~ [\d.]+ x/)
  for (const line of [...stdout.split('\n'), ...all.split('\n')]) {
    assert.ok(line.length <= 100, line)
  }
})

test('the three exits of a gate', async () => {
  for (const [now, gate, expected] of [
    [again, '3%', 0],
    [paths.slower, '3%', 1],
    [paths.slower, '50%', 0],
    [again, '0.2%', 2],
    [paths.slower, 'counts', 0],
    [paths.more, 'counts', 1],
    [again, 'any:3%', 0],
    [paths.faster, '3%', 0],
    [paths.faster, 'any:3%', 1],
    [paths.slower, 'any:3%', 1],
    [again, 'any:counts', 0],
  ] as const) {
    const { code, stdout } = await run('compare', before, now ?? '', '--gate', gate)
    assert.equal(code, expected, `${now} ${gate}: ${stdout.split('\nGate')[1]}`)
    assert.match(stdout, /Gate /)
  }
})

test('a gate of instructions: 0 and 1 where both runs have them, else 2 with the reason', async () => {
  const counted = (more: number) => {
    const result = quietRun({ seed: 1, instructions: true })
    for (const { instructions } of result.cells) {
      const own = instructions?.['ts/unmap-pages']
      if (own?.unmap !== undefined) own.unmap *= 1 + more
    }
    return result
  }
  const runs = folders({
    old: counted(0),
    same: counted(0.005),
    grown: counted(0.05),
    none: quietRun({ seed: 1 }),
  })
  const gate = (old: string | undefined, now: string | undefined) =>
    run('compare', old ?? '', now ?? '', '--gate', 'instructions:1%')
  assert.equal((await gate(runs.old, runs.same)).code, 0)
  const { code, stdout } = await gate(runs.old, runs.grown)
  assert.equal(code, 1)
  assert.match(stdout, /Instructions a page that changed\n/)
  assert.match(stdout, /[\d.]+ -> [\d.]+ \(\+5\.0 %\)/)
  assert.match(stdout, /Gate instructions, 1\.0 %: not passed/)
  const without = await gate(runs.none, runs.same)
  assert.equal(without.code, 2)
  assert.match(without.stdout, /cannot tell: the old run has no instructions/)
})

test('of two gates the worse decides', async () => {
  const gates = ['--gate', 'counts', '--gate', '0.2%']
  assert.equal((await run('compare', before, again, ...gates)).code, 2)
  assert.equal((await run('compare', before, paths.more ?? '', ...gates)).code, 1)
})

test('Markdown, JSON and HTML, to the terminal or into a file', async () => {
  const out = join(newFolder(), 'c.html')
  const html = await run('compare', before, paths.slower ?? '', '--format', 'html', '--out', out)
  assert.deepEqual([html.code, html.stdout], [0, ''])
  const page = readFileSync(out, 'utf8')
  assert.match(page, /<h1>slower against before<\/h1>/)
  assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)/)

  const markdown = await run('compare', before, again, '--format', 'markdown', '--verbose')
  assert.match(markdown.stdout, /^# again against before\n/)
  assert.match(markdown.stdout, /\n\| cell \| call shape \| map \|/)

  const json = await run('compare', before, again, '--format', 'json', '--gate', '3%')
  const { against, gates, family } = JSON.parse(json.stdout)
  assert.equal(gates[0].outcome, 'passed')
  assert.ok(family.comparisons > against[0].figures.length)
  assert.ok(against[0].figures.every((figure: { changes: object }) => 'time' in figure.changes))
})

test('filters and projections', async () => {
  const { stdout } = await run(
    'compare',
    before,
    again,
    '--filter',
    'shape:punt* workload:sweep',
    '--row',
    'shape',
    '--col',
    'op',
  )
  assert.match(stdout, /punt-range/)
  assert.doesNotMatch(stdout, /^\s*unmap-pages/m)
  assert.match(stdout, /figures\)/)
})

test('what is not there or cannot be read is one line, exit 2, and nothing is written', async () => {
  const folder = newFolder()
  const out = join(folder, 'c.md')
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, '{')
  for (const [args, message] of [
    [[before], /two runs or more, the old one first/],
    [[before, join(folder, 'none')], /none: not found; name a result.json/],
    [[before, broken], /broken\.json: not JSON/],
    [
      [before, again, '--gate', '3'],
      /--gate 3: is neither a share such as 3%, nor counts, nor instructions:1%/,
    ],
    [
      [before, again, '--by', 'tme'],
      /--by tme \(did you mean time\?\): there are time and speed-up/,
    ],
    [[before, again, '--format', 'htm'], /--format htm \(did you mean html\?\)/],
    [[before, again, '--filter', 'shap:x'], /no key is called shap \(did you mean shape\?\)/],
    [[before, again, '--row', 'shap'], /--row shap: no key is called shap/],
    [[before, again, '--out', join(folder, 'no', 'c')], /--out .*: there is no folder/],
  ] as const) {
    const given: readonly string[] = args
    const rest = given.includes('--out') ? [] : ['--out', out]
    const { code, stderr, stdout } = await run('compare', ...given, ...rest)
    assert.equal(code, 2, stderr)
    assert.equal(stdout, '')
    assert.match(stderr, message)
    assert.equal(stderr.trim().split('\n').length, 1, stderr)
    assert.equal(existsSync(out), false)
  }
})

test('a run compared with itself: two of one name get different names', async () => {
  const { stdout } = await run('compare', before, before)
  assert.match(stdout, new RegExp(`^${before} \\(2\\) against\\s${before} \\(1\\)`))
  assert.equal(loadResult(before).cells.length, OLD.cells.length)
})

test('the examples of --help name keys and options that there are', async () => {
  const { stdout } = await run('compare', '--help')
  const examples = [...stdout.matchAll(/^ {2}npm run (?:-s )?compare -- (.*?)(?: {2,}|$)/gm)]
  assert.ok(examples.length >= 8)
  for (const [, line = ''] of examples) {
    const words = (line.split(' | ')[0] ?? '').match(/'[^']*'|\S+/g) ?? []
    const args = words.map((word) => word.replaceAll("'", ''))
    const options = args.slice(args.findIndex((word) => word.startsWith('--')))
    const given = args.some((word) => word.startsWith('--')) ? options : []
    const kept = given.filter(
      (word, at) => !['--out', '--open'].includes(word) && given[at - 1] !== '--out',
    )
    // Their filters are for runs of other cells: what they leave empty is reported, and is understood.
    const { code, stderr } = await run('compare', before, again, ...kept)
    assert.ok(code === 0 || /nothing of these runs is kept/.test(stderr), `${line}: ${stderr}`)
  }
})
