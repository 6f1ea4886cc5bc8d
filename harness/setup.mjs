/**
 * Set-up for every command: installs the packages, builds, then runs the command in this process.
 * It has no dependencies, since it runs before there are any. What is up to date is left alone.
 *
 *   node harness/setup.mjs COMMAND [ARGUMENTS]
 *
 * where COMMAND is build, which is set-up alone, test [--quick] [WORD ...], or one that
 * harness/cli/program.ts has.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkNode } from './check-node.mjs'
import { removeFolder } from './remove-folder.mjs'
import { sourcesBelow } from './source-files.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const DIST = join(ROOT, 'dist')
const SOURCES = ['harness', 'engines', 'workloads', 'reports', 'results']
const INSTALLED = join(ROOT, 'node_modules', '.unmap-bench-installed')
/** Test files whose times CI prints. */
const SLOWEST_SHOWN = 10
const BUILT = join(DIST, '.built')
/** Stands there while a build is at work: what was killed is built from nothing. */
const BUILDING = join(DIST, '.building')
/** What the TypeScript compiler knows of its last output. */
const COMPILED = join(DIST, '.compiled.json')

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
  if (existsSync(BUILDING) || !existsSync(COMPILED)) removeFolder(DIST)
  mkdirSync(DIST, { recursive: true })
  writeFileSync(BUILDING, '')
  rmSync(BUILT, { force: true })
  removeOrphans(DIST)
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const incremental = ['--incremental', '--tsBuildInfoFile', COMPILED]
  buildStep([tsc, '-p', ROOT, ...incremental], 'The sources do not compile.')
  removeFolder(join(DIST, 'timed'))
  for (const script of [
    'dist/engines/native/build/main.js',
    'engines/timed-build.mjs',
    'reports/html/bundle.mjs',
  ]) {
    buildStep([join(ROOT, script)], `${script} failed.`)
  }
  rmSync(BUILDING, { force: true })
  writeFileSync(BUILT, wanted)
}

/** What fails in an orderly way leaves nothing half done. */
function buildStep(args, failure) {
  step(process.execPath, args, failure, () => rmSync(BUILDING, { force: true }))
}

/** Removes what was compiled of sources that are no more. */
function removeOrphans(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (entry.name !== 'native' || folder !== DIST) removeOrphans(path)
    } else if (entry.name.endsWith('.js.map')) {
      const compiled = path.slice(0, -'.map'.length)
      const source = join(ROOT, relative(DIST, compiled)).replace(/\.js$/, '.ts')
      if (!existsSync(source)) for (const file of [path, compiled]) rmSync(file, { force: true })
    }
  }
}

/** The C compilers that engines/native/build tries: one that was installed since adds to the build. */
function compilers() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return ['cc', 'gcc', 'clang'].flatMap((name) => {
    const found = folders.map((folder) => join(folder, name)).find(existsSync)
    return found === undefined ? [] : [found]
  })
}

async function run(args) {
  if (args[0] === 'build') return
  if (args[0] === 'test') return runTests(args.slice(1))
  const { main } = await import(pathToFileURL(join(DIST, 'harness', 'cli', 'main.js')).href)
  process.exitCode = await main(args)
}

/** Formatting and lint, then every test file, or those whose path holds one of the words given. */
async function runTests(args) {
  const quick = args.includes('--quick')
  const words = args.filter((arg) => arg !== '--quick')
  const option = words.find((word) => word.startsWith('-'))
  if (option !== undefined) {
    process.stderr.write(
      `npm test has no option ${option}; --quick, or words of test files' paths\n`,
    )
    process.exitCode = 2
    return
  }
  if (words.length === 0 && !quick) {
    const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    step(
      process.execPath,
      [biome, 'check', '--error-on-warnings', ROOT],
      'Formatting or lint is not clean; `npm run format` fixes most of it.',
    )
  }
  const { runTests } = await import('./testing/runner/run-tests.mjs')
  const slowest = process.env.CI === undefined ? 0 : SLOWEST_SHOWN
  if (!(await runTests({ folder: DIST, words, quick, slowest }))) process.exitCode = 2
}

/** @param failed is called before a failure ends set-up. */
function step(command, args, failure, failed = () => {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' })
  if (status === 0) return
  // A compiler that was killed may have left a file half written.
  if (status !== null) failed()
  fail(error === undefined ? failure : `${failure} ${error.message}`)
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
