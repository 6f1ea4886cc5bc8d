/** What `npm pack` holds: what a packed copy needs, and no more. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { projectRoot } from '../engines/contract/index.js'

const ROOT = projectRoot()

/** Modules that are started by their names: programs, and processes of their own. */
const STARTED = [
  'harness/bin.mjs',
  'dist/harness/cli/main.js',
  'dist/engines/linux/trees/cache.js',
  'dist/engines/native/build/main.js',
  'dist/engines/native/link-recipes.js',
  'dist/engines/native/events.js',
  'dist/engines/contract/counters.js',
  'dist/harness/processes/main.js',
  'dist/timed/engines/index.js',
  'dist/timed/engines/native/index.js',
  // The script that a page carries.
  'dist/reports/html/client.bundle.js',
]

/** Imported in a checkout alone. */
const OF_CHECKOUT = [
  'harness/setup.mjs',
  ...['soak', 'calibrate', 'mutate', 'reference'].map((name) => `dist/harness/cli/${name}.js`),
]

const packed = filesPacked()

function filesPacked(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const { status, stderr, stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  const schema = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
  return schema.parse(JSON.parse(stdout))[0].files.map(({ path }) => path)
}

/** What a module imports or runs: paths from the root, and names of packages. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const imported = text.matchAll(
    /(?:\bfrom|\bimport|\bimport\(|require\(|new URL\()\s*["']([\w@.:/-]+)["']/g,
  )
  return [...imported].map(([, name = '']) =>
    name.startsWith('.') ? normalize(join(dirname(path), name)) : name,
  )
}

function isEmpty(path: string): boolean {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return (
    text
      .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      .replace('export {};', '')
      .trim() === ''
  )
}

const modules = packed.filter((path) => /\.m?js$/.test(path))
/** One that is bundled imports nothing. */
const own = modules.filter((path) => !/bundle\.js$/.test(path))

test('nothing is packed that is only of use in a checkout, or of this machine', () => {
  for (const path of packed) {
    assert.doesNotMatch(path, /\.test\.|\.map$|\.ts$|\.node$|\.o$|^dist\/native\/|fixtures|testing/)
    assert.doesNotMatch(path, /^(?:docs|node_modules|results\/(?!published))\//)
  }
})

test('every module that a packed one imports is packed, or is of a package that is installed', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  const packages = new Set<string>()
  for (const path of own) {
    for (const name of importsOf(path)) {
      if (name.startsWith('node:') || packed.includes(name) || OF_CHECKOUT.includes(name)) continue
      const [whole = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? []
      assert.ok(whole in dependencies, `${path} imports ${name}`)
      packages.add(whole)
    }
  }
  assert.deepEqual([...packages].sort(), Object.keys(dependencies).sort())
})

test('every module that is packed is used', () => {
  for (const path of STARTED) assert.ok(packed.includes(path), path)
  const reached = new Set(STARTED)
  for (const path of reached) {
    if (own.includes(path)) for (const name of importsOf(path)) reached.add(name)
  }
  // What is timed is a copy of all engines, and what runs in a page stands beside what draws it; types
  // alone come to modules with nothing in them.
  const unused = modules.filter((path) => {
    const used = [path, path.replace('dist/timed/', 'dist/')].some((one) => reached.has(one))
    return !used && !path.startsWith('dist/reports/html/explorer/') && !isEmpty(path)
  })
  assert.deepEqual(unused, [])
})

test('every C file that a packed one includes is packed, and so is what suites and pages read', () => {
  const sources = packed.filter((path) => /\.[chS]$/.test(path))
  assert.ok(sources.length > 100)
  for (const path of sources) {
    const text = readFileSync(join(ROOT, path), 'utf8')
    for (const [, name = ''] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
      const places = [dirname(path), 'engines/native', 'engines/linux'].map((folder) =>
        join(folder, name),
      )
      const place = places.find((one) => existsSync(join(ROOT, one)))
      if (place !== undefined) assert.ok(packed.includes(place), `${path} includes ${name}`)
    }
  }
  for (const path of [
    'LICENSE',
    'README.md',
    'reports/fonts/DejaVuSans.ttf',
    'workloads/suites/quick.json',
    'workloads/traces/arm64-6.1-strict-nvme_seq1m.txt.gz',
    'workloads/traces/derived/arm64-6.1-strict-mixed.tsv.gz',
  ]) {
    assert.ok(packed.includes(path), path)
  }
})
