/** Which folder may import which: ARCHITECTURE.md draws it, this holds it. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'

const root = projectRoot()

/**
 * Folders by what each may import of the others; the most special first. A folder may import what lies
 * below it in the same folder of this list.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'harness/cli': ['harness', 'engines', 'workloads', 'results', 'reports'],
  'harness/tools': [
    'harness/bench',
    'harness/conformance',
    'harness/terminal',
    'engines',
    'workloads',
    'results',
    'reports',
  ],
  'harness/conformance': ['engines', 'harness/terminal', 'reports'],
  'harness/trace': ['engines', 'workloads', 'reports', 'harness/terminal', 'harness/bench'],
  'harness/history': [
    'engines',
    'workloads',
    'reports',
    'results',
    'harness/terminal',
    'harness/bench',
  ],
  'harness/capture': ['engines/contract', 'workloads', 'reports'],
  'harness/explain': ['engines', 'workloads', 'reports'],
  'harness/bench': ['harness/terminal', 'engines', 'workloads', 'results', 'reports'],
  'harness/terminal': ['engines', 'reports', 'results'],
  'results/analysis/stats': [],
  'results/record': ['engines/contract', 'engines/schemas'],
  results: ['engines/contract', 'engines/schemas'],
  reports: ['results', 'engines/contract'],
  workloads: ['engines/contract', 'engines/schemas'],
  'engines/contract': [],
  engines: [],
}

/** Shared by all products, and of none. */
const EVERYONES = ['harness/version.ts', 'harness/processes', 'harness/engine']

interface Import {
  from: string
  to: string
}

const imports = sourceFiles().flatMap(importsOf)

test('imports go one way: harness to engines, workloads, results and reports, and nothing points back', () => {
  const wrong = imports.filter(({ from, to }) => {
    const rule = Object.keys(MAY_IMPORT).find((folder) => isIn(from, folder))
    if (rule === undefined || isIn(to, rule)) return false
    return ![...(MAY_IMPORT[rule] ?? []), ...EVERYONES].some((folder) => isIn(to, folder))
  })
  assert.deepEqual(wrong, [])
})

test('no two folders import each other', () => {
  const edges = new Map<string, Import>()
  for (const one of imports) {
    const [a, b] = [dirname(one.from), dirname(one.to)]
    if (a !== b) edges.set(`${a} ${b}`, one)
  }
  const mutual = [...edges].filter(([pair]) => edges.has(pair.split(' ').reverse().join(' ')))
  assert.deepEqual(
    mutual.map(([, one]) => one),
    [],
  )
})

test('a folder that has an index is imported through it', () => {
  const past = imports.filter(({ from, to }) => {
    for (let folder = dirname(to); folder !== '.'; folder = dirname(folder)) {
      if (isIn(from, folder) || to === `${folder}/index.ts`) return false
      if (existsSync(join(root, folder, 'index.ts'))) return true
    }
    return false
  })
  assert.deepEqual(past, [])
})

test('an index is there to be imported', () => {
  const indexes = sourceFiles().filter((file) => file.endsWith('/index.ts'))
  const unused = indexes.filter(
    (index) => !imports.some(({ from, to }) => to === index && dirname(from) !== dirname(index)),
  )
  assert.deepEqual(unused, [])
})

/** Files of the project but tests and what they share, which may import whatever they test. */
function sourceFiles(): string[] {
  return ['engines', 'harness', 'reports', 'results', 'workloads'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .filter((name) => !/\.test\.ts$|(^|\/)(testing|fixtures)(\/|\.ts)/.test(name)),
  )
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
    from,
    to: normalize(join(dirname(from), path)).replace(/\.js$/, '.ts'),
  }))
}

function isIn(file: string, folder: string): boolean {
  return file === folder || !relative(folder, file).startsWith('..')
}
