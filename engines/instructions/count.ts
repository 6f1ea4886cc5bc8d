/** Counts instructions of engines on tapes. */
import { availableParallelism } from 'node:os'
import { fileSum } from '../cache/index.js'
import {
  eachAtOnce,
  groupBy,
  type Op,
  type Phase,
  phaseBytes,
  phaseOutcome,
  sizesIn,
  type Tape,
} from '../contract/index.js'
import type { Cycles, Job } from './batch.js'
import { cachedInstructions, keyOf } from './cached.js'
import type { CycleInstructions } from './counted.js'
import { disagreement, perCycle } from './marginal.js'
import { findMeter, type Meter } from './meter.js'
import { type BatchEnd, type Ran, runBatch } from './run-batch.js'

/** What a job came to, or why it has no figure. */
export type Answer = { cycle: CycleInstructions } | { why: string }

export interface CountOptions {
  meter?: Meter
  /** Nothing is read from the cache. */
  fresh?: boolean
  /** Processes at a time. */
  atATime?: number
}

/** The first cycle allocates what stays allocated; a lazy domain's second frees what it had put off. */
const CYCLES: Cycles = { warm: 2, few: 1, many: 2 }

/** Cycles that the program runs in all. */
const CYCLES_RUN = CYCLES.warm + 2 * (CYCLES.few + CYCLES.many)

/** Jobs of a program that end their process or hang it, after which the rest of its jobs have no figure. */
const MOST_FAILURES = 3

/** Most leaves in all cycles of a process's jobs: a few seconds of valgrind's. */
const BATCH_LEAVES = 2 ** 20

/** Work of fewer leaves is not shared out: to start a process takes valgrind as long. */
const START_LEAVES = 2 ** 16

/** Patience with a process, and so much more for each leaf. */
const DEADLINE_MS = 30_000
const MS_PER_LEAF = 0.1

/** Counts jobs, several processes at a time; answers come in the order of the jobs. */
export async function countInstructions(
  jobs: readonly Job[],
  { meter = findMeter(), fresh = false, atATime = availableParallelism() }: CountOptions = {},
): Promise<Answer[]> {
  const sums = new Map<string, string>()
  const answers = new Map<Job, Answer>()
  const keys = new Map<Job, string>()
  for (const job of jobs) {
    const { program } = job.engine
    const sum = sums.get(program) ?? fileSum(program)
    sums.set(program, sum)
    const key = keyOf(job, sum, CYCLES, meter)
    keys.set(job, key)
    const cached = fresh ? undefined : cachedInstructions.read(key)
    if (cached !== undefined) answers.set(job, { cycle: cached })
  }
  const waiting = jobs.filter((job) => !answers.has(job))
  const count = (batch: readonly Job[]) =>
    countBatch(batch, meter, (job, answer) => {
      answers.set(job, answer)
      if ('cycle' in answer) cachedInstructions.write(keys.get(job) ?? '', answer.cycle)
    })
  await eachAtOnce(batchesOf(waiting, atATime), count, atATime)
  cachedInstructions.dropOldest()
  return jobs.map((job) => answers.get(job) ?? { why: 'it was not counted' })
}

/** Jobs by program, cut so that processes at a time have about as much to do. */
function batchesOf(jobs: readonly Job[], atATime: number): Job[][] {
  const all = jobs.reduce((sum, job) => sum + leavesRun(job), 0)
  const share = Math.min(BATCH_LEAVES, Math.max(START_LEAVES, all / atATime))
  return [...groupBy(jobs, ({ engine }) => engine.program).values()].flatMap((own) => {
    const batches: Job[][] = []
    let leaves = Number.POSITIVE_INFINITY
    for (const job of own) {
      if (leaves >= share) {
        batches.push([])
        leaves = 0
      }
      batches.at(-1)?.push(job)
      leaves += leavesRun(job)
    }
    return batches
  })
}

/** Runs a batch; a job that ends its process costs itself alone, and the others are run once more. */
async function countBatch(
  batch: readonly Job[],
  meter: Meter,
  answer: (job: Job, answer: Answer) => void,
): Promise<void> {
  let left = [...batch]
  for (let failures = 0; left.length > 0; failures++) {
    const leaves = left.reduce((sum, job) => sum + leavesRun(job), 0)
    const end = await endOf(left, meter, DEADLINE_MS + Math.ceil(leaves * MS_PER_LEAF))
    const after: Job[] = []
    for (const [at, job] of left.entries()) {
      const ran = end.done.get(at)
      const refused = end.refused.get(at)
      if (ran !== undefined) answer(job, answerOf(job, ran))
      else if (refused !== undefined) answer(job, { why: refused })
      else after.push(job)
    }
    left = after
    const why = `${meter.tool}: ${end.failure ?? 'it ended without reporting the engine'}`
    // The first that is not done is the one that it ended in.
    const costs = failures + 1 < MOST_FAILURES && end.done.size > 0 ? 1 : left.length
    for (const job of left.splice(0, costs)) answer(job, { why })
  }
}

/** What a process came to; what it left may be nothing that can be read. */
async function endOf(batch: readonly Job[], meter: Meter, deadlineMs: number): Promise<BatchEnd> {
  try {
    return await runBatch(batch, CYCLES, meter, deadlineMs)
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { done: new Map(), refused: new Map(), failure }
  }
}

/** Figures of a job, if it did the tape's work and they come out the same twice. */
function answerOf({ domain, tape }: Job, ran: Ran): Answer {
  const timed = [...new Set(tape.phases.filter(({ timed }) => timed).map(({ op }) => op))]
  const expected = tape.phases.map((phase) => phaseOutcome(tape, phase))
  const sum = (of: (outcome: { bytes: number; failures: number }) => number) =>
    CYCLES_RUN * expected.reduce((total, outcome) => total + of(outcome), 0)
  if (ran.bytes !== sum(({ bytes }) => bytes) || ran.failures !== sum(({ failures }) => failures)) {
    return { why: 'its operations had other results than the tape expects' }
  }
  const [few, many, fewAgain, manyAgain] = ran.readings
  if (manyAgain === undefined) return { why: 'it was not counted' }
  const cycle: CycleInstructions = {}
  for (const op of timed) {
    const first = perCycle(op, few, many)
    const second = perCycle(op, fewAgain, manyAgain)
    const varied = disagreement(first, second, pagesOf(tape, op, domain.pgsizeBitmap))
    if (varied !== undefined) return { why: `${op}: ${varied}` }
    cycle[op] = first
  }
  return { cycle }
}

/** Pages of the smallest size in one direction of a cycle. */
function pagesOf(tape: Tape, op: Op, pgsizeBitmap: number): number {
  const own = ({ op: direction, timed }: Phase) => timed && direction === op
  const bytes = tape.phases.filter(own).reduce((sum, phase) => sum + phaseBytes(tape, phase), 0)
  return bytes / Math.min(...sizesIn(pgsizeBitmap))
}

/** About how many leaves a job writes and clears. */
function leavesRun({ domain, tape }: Job): number {
  const pages = sizesIn(domain.pgsizeBitmap)
  const [smallest] = pages
  const leaves = (size: number) => size / (pages.findLast((page) => page <= size) ?? smallest) + 1
  return CYCLES_RUN * tape.size.reduce((sum, size) => sum + leaves(size), 0)
}
