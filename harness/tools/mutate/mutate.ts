/** Plants every fault in turn, in several copies side by side, and says which of them live. */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../../../engines/contract/index.js'
import { build } from './build-copy.js'
import { copyTree } from './copy.js'
import type { Fault } from './faults/index.js'
import { runTests } from './run-tests.js'
import { testsNamed } from './test-files.js'
import { type Bench, type Outcome, type TestFile, tryFault } from './try-fault.js'

export interface Tried {
  fault: Fault
  outcome: Outcome
}

export interface Trying {
  /** What was found of a fault before; it is not tried again. */
  known?(fault: Fault): Outcome | undefined
  found?(tried: Tried): void
  /** Where it is, for somebody who waits. */
  doing?(text: string): void
  signal?: AbortSignal
}

/** A test file may take this, or several times what it takes without a fault. */
const LEAST_LIMIT_MS = 60_000
const TIMES = 5
/** Without a fault nothing is known of a file yet. */
const FIRST_LIMIT_MS = 600_000

/**
 * @param root a project that is built.
 * @returns what became of each fault, in their order; of fewer where it was stopped.
 * @throws InputError where a copy cannot be built, or a test fails without a fault: it would see all.
 */
export async function tryFaults(
  root: string,
  faults: readonly Fault[],
  trying: Trying = {},
): Promise<Tried[]> {
  const { doing, found, known, signal } = trying
  const outcomes = new Map(faults.map((fault) => [fault, known?.(fault)]))
  const left = faults.filter((fault) => outcomes.get(fault) === undefined)
  const scratch = mkdtempSync(join(tmpdir(), 'unmap-bench-mutate-'))
  // Also where Ctrl-C ends the process at once.
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  process.on('exit', remove)
  try {
    const benches = left.length === 0 ? [] : await copies(root, scratch, left.length, trying)
    const [first] = benches
    const named = first === undefined || signal?.aborted ? () => [] : testsNamed(first.dist)
    const filesOf = ({ tests }: Fault) => [...new Set(tests.flatMap(named))]
    const runnable = await withoutFaults(benches, [...new Set(left.flatMap(filesOf))], trying)
    let done = 0
    await sideBySide(benches, left, signal, async (bench, fault) => {
      const tests = filesOf(fault).flatMap((file) => runnable.get(file) ?? [])
      const outcome = await tryFault(bench, fault, tests, signal)
      if (signal?.aborted) return
      outcomes.set(fault, outcome)
      found?.({ fault, outcome })
      doing?.(`${++done} of ${left.length} faults tried`)
    })
  } finally {
    process.off('exit', remove)
    remove()
  }
  return faults.flatMap((fault) => {
    const outcome = outcomes.get(fault)
    return outcome === undefined ? [] : [{ fault, outcome }]
  })
}

/** As many copies as CPUs, or faults if they are fewer: the first is built, the others are copied from it. */
async function copies(
  root: string,
  scratch: string,
  most: number,
  { doing, signal }: Trying,
): Promise<Bench[]> {
  doing?.('copying and building')
  const first = copyTree(root, join(scratch, '0'))
  const said = await build(first, new Set(['typescript']), signal)
  if (said !== undefined && !signal?.aborted)
    throw new InputError(`the copy does not build: ${said}`)
  const count = Math.min(most, availableParallelism())
  const rest = Array.from({ length: count - 1 }, (_, at) =>
    copyTree(first.folder, join(scratch, `${at + 1}`)),
  )
  return [first, ...rest].map((copy) => ({ ...copy, stale: new Set() }))
}

/** Runs the test files without a fault: those that do something here, and how long each may take. */
async function withoutFaults(
  benches: readonly Bench[],
  files: readonly string[],
  { doing, signal }: Trying,
): Promise<Map<string, TestFile>> {
  const runnable = new Map<string, TestFile>()
  let done = 0
  await sideBySide(benches, files, signal, async (bench, file) => {
    const { failure, ms, passed } = await runTests(bench, file, FIRST_LIMIT_MS, signal)
    if (signal?.aborted) return
    if (failure !== undefined) {
      throw new InputError(`${file} fails without a fault: ${failure}; make it pass first`)
    }
    if (passed > 0) runnable.set(file, { file, limitMs: Math.max(LEAST_LIMIT_MS, TIMES * ms) })
    done++
    doing?.(`${done} of ${files.length} test files pass without a fault`)
  })
  return runnable
}

/** Throws the first failure when all work that had begun has ended, since its folders are removed then. */
async function sideBySide<T>(
  benches: readonly Bench[],
  items: readonly T[],
  signal: AbortSignal | undefined,
  work: (bench: Bench, item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const ends = await Promise.allSettled(
    benches.map(async (bench) => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        if (signal?.aborted) return
        try {
          await work(bench, item)
        } catch (error) {
          waiting.length = 0
          throw error
        }
      }
    }),
  )
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
