/**
 * Builds the native tier with a plain C compiler, as part of set-up: one shared object for Node for
 * each variant, beside it for those that are timed a program that counts instructions, linked from
 * the same objects, and build.json, which says what they were built with or why they were not. What
 * is up to date is left alone.
 *
 *   node dist/engines/native/build/main.js [FOLDER [SOURCES]]
 *
 * FOLDER is where it builds instead of dist/native: for tests, and of a packed copy. SOURCES is where
 * the C files are, for tests that change some. Objects are cached in node_modules/.cache or beside
 * FOLDER.
 *
 * Without a C compiler it says so, and how to get one, and ends well: the tier is absent then. A
 * compiler that fails ends it with exit code 2.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../../contract/index.js'
import type { NotBuilt } from '../build-report.js'
import { cFilesBelow } from '../c-files.js'
import { generatedHeaders } from '../generated.js'
import { buildInto, json, objectsBeside, REPORT_FILE } from './build-into.js'
import { BuildError } from './compile.js'
import { findCompiler, type KnownCompiler, whyNoProgram } from './compilers.js'
import { type Plan, planOf } from './plan.js'

const ROOT = projectRoot()
const INTO = resolve(process.argv[2] ?? join(ROOT, 'dist', 'native'))
const SOURCES = resolve(process.argv[3] ?? join(ROOT, 'engines', 'native'))
const REPORT = join(INTO, REPORT_FILE)
const CACHE = objectsBeside(INTO)

/** Most lines of a failed compilation that are shown. */
const SHOWN_LINES = 12

const REMEDIES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'apt-get install gcc libc6-dev',
  darwin: 'xcode-select --install',
}

async function main(): Promise<void> {
  mkdirSync(INTO, { recursive: true })
  const { arch, platform } = process
  const remedy = REMEDIES[platform]
  if (remedy === undefined || !['x64', 'arm64'].includes(arch)) {
    return absent({ built: false, why: `the native tier does not know ${platform} on ${arch}` })
  }
  const compiler = chosenCompiler()
  if (compiler === undefined) {
    return absent({ built: false, why: 'there is no C compiler (cc, gcc or clang)', remedy })
  }
  const plan = planOf(compiler)
  const headers = generatedHeaders()
  const stamp = stampOf(plan, headers)
  if (existsSync(REPORT) && JSON.parse(readFileSync(REPORT, 'utf8')).stamp === stamp) return
  const broken = whyNoProgram(compiler, join(INTO, 'probe'))
  if (broken !== undefined) {
    const why = `${compiler.command} cannot build a C program: ${broken}`
    return absent({ built: false, why, remedy })
  }
  emptyFolder()
  await buildInto(INTO, { plan, headers, sources: SOURCES, cache: CACHE, stamp })
}

/** @returns the first of $CC, cc, gcc and clang that runs. */
function chosenCompiler(): KnownCompiler | undefined {
  const chosen = process.env.CC?.trim()
  const found = findCompiler(chosen ? [chosen] : ['cc', 'gcc', 'clang'])
  if (chosen && found === undefined) {
    fail(`CC is ${chosen}, which cannot be run; name a C compiler or unset CC.`)
  }
  return found
}

/** What the build depends on, as one word. */
function stampOf(plan: Plan, headers: Record<string, string>): string {
  const sha = createHash('sha256')
  const here = dirname(fileURLToPath(import.meta.url))
  const own = readdirSync(here).map((name) => join(here, name))
  for (const file of [...cFilesBelow(SOURCES), ...own]) {
    sha.update(relative(ROOT, file)).update(readFileSync(file))
  }
  sha.update(JSON.stringify([headers, plan, process.platform, process.arch]))
  return sha.digest('hex')
}

/** The tier is absent: said once, and left in build.json for those who ask later. */
function absent(report: NotBuilt): void {
  const text = json(report)
  if (existsSync(REPORT) && readFileSync(REPORT, 'utf8') === text) return
  emptyFolder()
  writeFileSync(REPORT, text)
  const { remedy, why } = report
  const way = remedy === undefined ? '' : `; ${remedy} adds it`
  process.stderr.write(`The native tier is absent: ${why}${way}. All else works without it.\n`)
}

function emptyFolder(): void {
  rmSync(INTO, { recursive: true, force: true })
  mkdirSync(INTO, { recursive: true })
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(2)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof BuildError)) throw error
  const shown = error.stderr.trim().split('\n').slice(0, SHOWN_LINES).join('\n')
  fail(`${error.command} failed to build the native tier:\n${shown}`)
}
