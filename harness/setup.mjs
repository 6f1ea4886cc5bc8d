/**
 * Set-up for every command: installs the packages, builds, then runs the command in this process.
 * It has no dependencies, since it runs before there are any. What is up to date is left alone.
 *
 *   node harness/setup.mjs COMMAND [ARGUMENTS]
 *
 * where COMMAND is build, which is set-up alone, test, or one that harness/cli/program.ts has.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkNode } from './check-node.mjs'
import { removeFolder } from './remove-folder.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const DIST = join(ROOT, 'dist')
const SOURCES = ['harness', 'engines', 'workloads', 'reports', 'results']
const INSTALLED = join(ROOT, 'node_modules', '.unmap-bench-installed')
const BUILT = join(DIST, '.built')

function main() {
  checkNode()
  install()
  build()
  return run(process.argv.slice(2))
}

/** `npm ci`, once for each state of the lock file. */
function install() {
  const wanted = `${hash([readFileSync(join(ROOT, 'package-lock.json'))])} ${process.platform} ${process.arch}`
  if (read(INSTALLED) === wanted) return
  say('Installing packages ...')
  const npm = process.env.npm_execpath
  const [command, prefix] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  step(command, [...prefix, ...options], 'The packages could not be installed.')
  writeFileSync(INSTALLED, wanted)
}

/** Compiles everything, the C too where a compiler is, makes the timed build of the engines, and bundles the report's runtime. */
function build() {
  const files = SOURCES.flatMap((folder) => sourcesBelow(join(ROOT, folder)))
  files.push(join(ROOT, 'tsconfig.json'), join(ROOT, 'package-lock.json'))
  files.push(...compilers())
  const wanted = hash([
    `CC ${process.env.CC}`,
    ...files.map((file) => `${file} ${statSync(file).mtimeMs} ${statSync(file).size}`),
  ])
  if (read(BUILT) === wanted) return
  say('Building ...')
  removeFolder(DIST)
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  step(process.execPath, [tsc, '-p', ROOT], 'The sources do not compile.')
  const scripts = [
    'dist/engines/native/build/main.js',
    'engines/timed-build.mjs',
    'reports/html/bundle.mjs',
  ]
  for (const script of scripts) {
    step(process.execPath, [join(ROOT, script)], `${script} failed.`)
  }
  writeFileSync(BUILT, wanted)
  if (process.argv[2] !== 'build') linkInBackground()
}

/** Other link orders of what was built: whoever needs one and finds it missing links it then. */
function linkInBackground() {
  const script = join(DIST, 'engines', 'native', 'link-in-background.js')
  const options = { cwd: ROOT, detached: true, stdio: 'ignore' }
  spawn(process.execPath, [script], options)
    .on('error', () => {})
    .unref()
}

/** The C compilers that engines/native/build tries: one that was installed since adds to the build. */
function compilers() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return ['cc', 'gcc', 'clang'].flatMap((name) => {
    const found = folders.map((folder) => join(folder, name)).find(existsSync)
    return found === undefined ? [] : [found]
  })
}

/** Files that the build depends on; run folders in results/ are not. */
function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      return folder.endsWith('results') && /^\d/.test(entry.name) ? [] : sourcesBelow(path)
    }
    return /\.(ts|mjs|c|h|S)$/.test(entry.name) ? [path] : []
  })
}

async function run(args) {
  if (args[0] === 'build') return
  if (args[0] === 'test') return runTests(args.slice(1))
  const { main } = await import(pathToFileURL(join(DIST, 'harness', 'cli', 'main.js')).href)
  process.exitCode = await main(args)
}

/** Formatting and lint, then every test file, or those whose path holds one of the words given. */
function runTests(words) {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  if (words.length === 0) {
    step(
      process.execPath,
      [biome, 'check', '--error-on-warnings', ROOT],
      'Formatting or lint is not clean; `npm run format` mends most of it.',
    )
  }
  const files = testsBelow(DIST).filter(
    (file) => words.length === 0 || words.some((word) => relative(DIST, file).includes(word)),
  )
  if (files.length === 0) fail(`No test file's path holds ${words.join(' or ')}.`)
  // As many files at a time as there are CPUs: no test depends on time.
  const atATime = `--test-concurrency=${availableParallelism()}`
  step(process.execPath, ['--test', atATime, ...files], 'Tests failed.')
}

function testsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testsBelow(path)
    return entry.name.endsWith('.test.js') ? [path] : []
  })
}

function step(command, args, failure) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) fail(error === undefined ? failure : `${failure} ${error.message}`)
}

function hash(parts) {
  const sha = createHash('sha256')
  for (const part of parts) sha.update(part)
  return sha.digest('hex')
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Set-up speaks on stderr, so that a command's stdout stays its own. */
function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text) {
  say(text)
  process.exit(2)
}

await main()
