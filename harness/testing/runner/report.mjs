import { relative } from 'node:path'
import { inspect } from 'node:util'

/** What becomes of test files: prints what failed, file by file, and a line of totals. */
export class Report {
  #folder
  #files
  #entries = []
  #claims
  #counts = { passed: 0, skipped: 0, failed: 0 }
  /** Milliseconds of each file that has ended. */
  #ended = new Map()
  /** Of the file whose tests are coming in: their number, and what failed. */
  #tests = 0
  #failures = []
  /** How processes ended that did not end well, and what they have written, by their entries. */
  #ends = new Map()
  #output = new Map()
  /** Errors that came too late for their tests. */
  #late = []
  #began = performance.now()

  /**
   * @param {object} options
   * @param {string} options.folder that files are named relative to.
   * @param {readonly string[]} options.files each of them a suite (load-tests.mjs).
   * @param {import('./claims.mjs').Claims} options.claims which process took which file.
   */
  constructor({ folder, files, claims }) {
    this.#folder = folder
    this.#files = files
    this.#claims = claims
  }

  /** @param {readonly string[]} entries what processes are started with that are begun now. */
  begin(entries) {
    this.#entries.push(...entries)
  }

  /** Takes an event of Node's test runner: a file's tests come before the file, and files one by one. */
  take({ type, data }) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      this.#output.set(data.file, (this.#output.get(data.file) ?? '') + data.message)
    }
    // What is thrown when a test has ended names that test.
    if (type === 'test:diagnostic' && data.message.startsWith('Error: ')) {
      this.#late.push(`${data.message}\n`)
    }
    if (type !== 'test:pass' && type !== 'test:fail') return
    const failed = type === 'test:fail'
    if (failed) this.#failures.push(data)
    if (this.#entries.includes(data.name)) this.#endOfProcess(data.name)
    else if (this.#isFile(data)) this.#endOfFile(data, failed)
    else if (data.details.type !== 'suite') this.#count(data, failed)
  }

  /**
   * Prints what did not end, and the totals.
   *
   * @param {{ slowest: number, leftOut: number }} options how many files' times are printed, slowest
   *   first; how many files were left out.
   * @returns {boolean} whether all is well.
   */
  end({ slowest, leftOut }) {
    for (const entry of this.#entries) {
      const missing = this.#heldBy(entry).filter((file) => !this.#ended.has(file))
      const how = this.#ends.get(entry)
      if (missing.length === 0 && how === undefined) continue
      for (const file of missing) {
        this.#fail(this.#named(file), `not all of it was run: ${how ?? 'its process ended'}`)
      }
      if (missing.length === 0) this.#fail(this.#all(this.#heldBy(entry)), how)
      this.#printOutput(entry)
    }
    if (this.#late.length > 0) print(this.#late.join('\n'))
    const never = this.#files.filter((file) => this.#claims.holderOf(file) === undefined)
    if (never.length > 0) this.#fail(this.#all(never), 'no process was left to run them')
    const times = [...this.#ended].sort(([, a], [, b]) => b - a)
    for (const [file, ms] of times.slice(0, slowest)) {
      print(`${seconds(ms).padStart(8)}  ${this.#named(file)}`)
    }
    const { failed, passed, skipped } = this.#counts
    const rest = leftOut > 0 ? `; ${leftOut} slow files left out` : ''
    const took = seconds(performance.now() - this.#began)
    print(
      `${passed} passed, ${failed} failed, ${skipped} skipped, of ${this.#files.length} files in ${took}${rest}`,
    )
    return failed === 0 && passed > 0
  }

  #count({ skip, todo }, failed) {
    this.#tests++
    if (failed) this.#counts.failed++
    else if (skip !== undefined || todo !== undefined) this.#counts.skipped++
    else this.#counts.passed++
  }

  #isFile({ details, name, nesting }) {
    return nesting === 0 && details.type === 'suite' && name.startsWith(this.#folder)
  }

  #endOfFile({ details, name }, failed) {
    this.#ended.set(name, details.duration_ms)
    const own = this.#failures.filter(({ details }) => !isOfTests(details.error))
    for (const { details, name: test } of own) this.#print(name, test, details.error)
    // A file that fails by none of its tests could not be loaded.
    if (failed && this.#failures.every(({ nesting }) => nesting === 0)) this.#counts.failed++
    else if (this.#tests === 0) this.#fail(this.#named(name), 'it has no tests')
    // Of a process with many files, what those wrote that passed explains nothing.
    const holder = this.#claims.holderOf(name)
    if (failed) this.#printOutput(holder)
    else this.#output.delete(holder)
    this.#tests = 0
    this.#failures = []
  }

  #endOfProcess(entry) {
    for (const { details } of this.#failures) {
      if (!isOfTests(details.error)) this.#ends.set(entry, howItEnded(details.error))
    }
    this.#failures = []
    this.#tests = 0
  }

  #fail(what, why) {
    this.#counts.failed++
    print(`Failed: ${what}: ${why}\n`)
  }

  #print(file, test, error) {
    const where = test === file ? 'the file itself' : test
    print(`Failed: ${this.#named(file)}: ${where}\n${indented(reason(error))}\n`)
  }

  /** What a process wrote, once. */
  #printOutput(entry) {
    const output = this.#output.get(entry)?.trim()
    if (output) print(`Its process wrote:\n${indented(output)}\n`)
    this.#output.delete(entry)
  }

  #heldBy(entry) {
    return this.#files.filter((file) => this.#claims.holderOf(file) === entry)
  }

  /** Files of which one is to blame, or all are. */
  #all(files) {
    const [first = 'a test process', ...others] = files.map((file) => this.#named(file))
    return others.length > 0 ? `${first} and ${others.length} others` : first
  }

  /** A file as its source is called. */
  #named(file) {
    return relative(this.#folder, file).replace(/\.js$/, '.ts')
  }
}

/** Whether something failed for its tests alone, which are printed themselves. */
function isOfTests(error) {
  return error?.failureType === 'subtestsFailed'
}

function howItEnded({ exitCode, signal }) {
  return signal ? `its process was ended by ${signal}` : `its process ended with status ${exitCode}`
}

function reason(error) {
  const cause = error?.cause ?? error
  return typeof cause === 'string' ? cause : inspect(cause)
}

function indented(text) {
  return text.replace(/^(?=.)/gm, '  ')
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
