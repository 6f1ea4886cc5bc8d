/**
 * Runs test files with Node's own runner, slow ones first, in a few processes that share them out among
 * themselves: start-up, and what files import, remember and have compiled, is paid for once in each.
 * Prints failures and a line of totals.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { run } from 'node:test'
import { Claims } from './claims.mjs'
import { Report } from './report.mjs'
import { SLOW } from './slow.mjs'

/** One for each CPU, and one more: some tests wait for a browser or a process of their own. */
const PROCESSES = availableParallelism() + 1

/**
 * What a process may hold, in bytes, before another takes its place: to start a process costs by the
 * memory of who starts it, 3 ms at 50 MB and 30 ms at 1.2 GB.
 */
const MOST_MEMORY = 5e8

/** Each process, and those that take its place; where they were too few, as many again. */
const SUCCESSION = 4

/** Tests make much that dies young: with more room for it than V8's 16 MiB the conformance cases take a fifth less time. */
const NODE_OPTIONS = ['--max-semi-space-size=64']

/**
 * @param {object} options
 * @param {string} options.folder of compiled test files.
 * @param {readonly string[]} options.words of which a file's path must hold one, where there are any.
 * @param {boolean} options.quick leaves out the files that take long.
 * @param {number} options.slowest how many files' times are printed.
 * @param {number} [options.processes] that share the files out at a time, at most.
 * @returns {Promise<boolean>} whether there were tests, and all passed.
 */
export async function runTests({ folder, words, quick, slowest, processes = PROCESSES }) {
  const found = testsBelow(folder).filter(
    (file) => words.length === 0 || words.some((word) => relative(folder, file).includes(word)),
  )
  const chosen = quick ? found.filter((file) => !isSlow(folder, file)) : found
  if (chosen.length === 0) {
    const which = words.length === 0 ? '' : ` whose path holds ${words.join(' or ')}`
    process.stderr.write(`There is no ${quick ? 'quick ' : ''}test file${which}.\n`)
    return false
  }
  const { TMPDIR } = process.env
  const scratch = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  try {
    // Whatever temporary folders tests leave go with this one.
    process.env.TMPDIR = join(scratch, 'tmp')
    mkdirSync(process.env.TMPDIR)
    const files = inOrder(folder, chosen)
    const claims = join(scratch, 'claims')
    mkdirSync(claims)
    const shared = new Claims(claims, files)
    const report = new Report({ folder, files, claims: shared })
    // What Node's runner starts has the options and the environment of this process; Node 20 knows no other way.
    process.execArgv = NODE_OPTIONS
    for (let left = files.length, before = 0; left > 0 && left !== before; ) {
      const entries = writeEntries(scratch, files, claims, Math.min(left, processes * SUCCESSION))
      report.begin(entries)
      // No test depends on time.
      for await (const event of run({ files: entries, concurrency: processes })) report.take(event)
      before = left
      left = files.filter((file) => shared.holderOf(file) === undefined).length
    }
    return report.end({ slowest, leftOut: found.length - chosen.length })
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Slow files first, those that take longest before others: none is left over when all else is done. */
function inOrder(folder, files) {
  const slow = files.filter((file) => isSlow(folder, file))
  slow.sort((a, b) => placeOf(folder, a) - placeOf(folder, b))
  return [...slow, ...files.filter((file) => !isSlow(folder, file))]
}

/** Writes so many programs that run the files, which share them out among themselves; returns their paths. */
function writeEntries(folder, files, claims, count) {
  const [loader, module] = ['load-tests.mjs', 'claims.mjs'].map(
    (name) => new URL(`./${name}`, import.meta.url).href,
  )
  const first = readdirSync(folder).length
  return Array.from({ length: count }, (_, at) => {
    const entry = join(folder, `process-${first + at}.mjs`)
    const lines = [
      `import { loadTests } from ${JSON.stringify(loader)}`,
      `import { Claims } from ${JSON.stringify(module)}`,
      `const files = ${JSON.stringify(files)}`,
      `const claims = new Claims(${JSON.stringify(claims)}, files)`,
      `const take = (file) => claims.take(file, ${JSON.stringify(entry)})`,
      `await loadTests(files, take, ${MOST_MEMORY})`,
    ]
    writeFileSync(entry, `${lines.join('\n')}\n`)
    return entry
  })
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
