/**
 * Runs test files with Node's own runner: slow ones first and each in a process of its own, the others
 * many to a process, as many processes at a time as there are CPUs. Prints failures and a line of totals.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import { run } from 'node:test'
import { Report } from './report.mjs'
import { SLOW } from './slow.mjs'

/** Most files in one process: their start-up and what they import is paid for once. */
const PER_PROCESS = 10

/** How a file may change its process under the others that are in it. */
const CHANGES_PROCESS =
  /\bprocess\.(env|exit|exitCode|chdir|on|once|std\w+\.write)\b|\bownCache\(|\bmock\./

/** Tests make much that dies young: with more room for it than V8's 16 MiB the conformance cases take a fifth less time. */
const NODE_OPTIONS = ['--max-semi-space-size=64']

const LOADER = new URL('./load-tests.mjs', import.meta.url).href

/**
 * @param {object} options
 * @param {string} options.folder of compiled test files.
 * @param {readonly string[]} options.words of which a file's path must hold one, where there are any.
 * @param {boolean} options.quick leaves out the files that take long.
 * @param {number} options.slowest how many files' times are printed.
 * @returns {Promise<boolean>} whether there were tests, and all passed.
 */
export async function runTests({ folder, words, quick, slowest }) {
  const found = testsBelow(folder).filter(
    (file) => words.length === 0 || words.some((word) => relative(folder, file).includes(word)),
  )
  const chosen = quick ? found.filter((file) => !isSlow(folder, file)) : found
  if (chosen.length === 0) {
    const which = words.length === 0 ? '' : ` whose path holds ${words.join(' or ')}`
    process.stderr.write(`There is no ${quick ? 'quick ' : ''}test file${which}.\n`)
    return false
  }
  const scratch = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  try {
    const entries = entriesOf(folder, chosen, scratch)
    const report = new Report(folder, entries)
    // What Node's runner starts has the options of this process; Node 20 knows no other way.
    process.execArgv.push(...NODE_OPTIONS)
    // No test depends on time.
    const events = run({ files: [...entries.keys()], concurrency: availableParallelism() })
    for await (const event of events) report.take(event)
    return report.end({ slowest, leftOut: found.length - chosen.length })
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** The files of each process, by the program that loads them, in the order in which they are started. */
function entriesOf(folder, files, scratch) {
  const slow = files.filter((file) => isSlow(folder, file))
  slow.sort((a, b) => placeOf(folder, a) - placeOf(folder, b))
  const others = files.filter((file) => !isSlow(folder, file))
  const alone = others.filter((file) => CHANGES_PROCESS.test(readFileSync(file, 'utf8')))
  const together = others.filter((file) => !alone.includes(file))
  const groups = [...slow, ...alone].map((file) => [file])
  for (let at = 0; at < together.length; at += PER_PROCESS) {
    groups.push(together.slice(at, at + PER_PROCESS))
  }
  return new Map(
    groups.map((group, at) => {
      const entry = join(scratch, `${at}-${basename(group[0], '.test.js')}.mjs`)
      const [loader, paths] = [LOADER, group].map((value) => JSON.stringify(value))
      writeFileSync(entry, `import { loadTests } from ${loader}\nloadTests(${paths})\n`)
      return [entry, group]
    }),
  )
}

function isSlow(folder, file) {
  return placeOf(folder, file) !== -1
}

/** Where a file stands in the list of slow ones; -1 where it does not. */
function placeOf(folder, file) {
  const name = relative(folder, file).split(sep).join('/')
  return SLOW.indexOf(name.replace(/\.test\.js$/, ''))
}

function testsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return testsBelow(path)
      return entry.name.endsWith('.test.js') ? [path] : []
    })
    .sort()
}
