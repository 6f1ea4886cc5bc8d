/** Runs the program that counts, once: many engines and tapes in one process. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTemporaryFolder, textOf } from '../contract/index.js'
import { APART, endWithThisProcess } from '../processes/index.js'
import { type Cycles, type Job, OPS_IN_ORDER, writeBatch } from './batch.js'
import { readDumps } from './callgrind.js'
import type { Reading } from './marginal.js'
import type { Meter } from './meter.js'

/** What a job came to. */
export interface Ran {
  /** In the order in which they were taken: few cycles, many, and both once more. */
  readings: Reading[]
  /** Of all cycles that were run: bytes mapped and unmapped, operations that failed. */
  bytes: number
  failures: number
}

/** What a process came to, by the jobs' places in it. */
export interface BatchEnd {
  done: Map<number, Ran>
  /** Jobs that the program would not open, and why. */
  refused: Map<number, string>
  /** How the process ended where that was not well. */
  failure?: string
}

/** Files in a folder of the process's own: neither their names nor their lengths change. */
const BATCH = 'batch'
const DUMPS = 'dumps'

/** Deeper than any stack below the frame that counts. */
const CALLERS = 40

/** Most of what a process complains that is kept. */
const KEPT_LETTERS = 4000

/**
 * Runs jobs of one program under a meter.
 *
 * @param deadlineMs after which the process is ended.
 */
export async function runBatch(
  jobs: readonly Job[],
  cycles: Cycles,
  meter: Meter,
  deadlineMs: number,
): Promise<BatchEnd> {
  return await inTemporaryFolder('unmap-bench-', async (folder) => {
    writeFileSync(join(folder, BATCH), writeBatch(jobs, cycles))
    const { failure, stdout } = await run(
      folder,
      commandFor(jobs[0].engine.program, meter),
      deadlineMs,
    )
    const replies = readLines(stdout)
    const reports = meter.source === 'callgrind' ? reportsIn(folder) : replies.reports
    return collect(replies, reports, failure)
  })
}

function commandFor(program: string, { valgrind }: Meter): string[] {
  if (valgrind === undefined) return [program, BATCH]
  return [
    valgrind,
    '--tool=callgrind',
    '--quiet',
    '--collect-atstart=no',
    '--combine-dumps=yes',
    `--separate-callers=${CALLERS}`,
    `--callgrind-out-file=${DUMPS}`,
    program,
    BATCH,
  ]
}

/** The environment is the same for all who count; it may name the place of valgrind's own files. */
function environment(): Record<string, string> {
  const { VALGRIND_LIB } = process.env
  return VALGRIND_LIB === undefined ? {} : { VALGRIND_LIB }
}

function run(
  cwd: string,
  [program, ...args]: readonly string[],
  timeout: number,
): Promise<{ stdout: string; failure: string | undefined }> {
  return new Promise((done) => {
    const options = { cwd, env: environment(), timeout, killSignal: 'SIGKILL' } as const
    const child = spawn(program, args, { ...options, ...APART, stdio: ['ignore', 'pipe', 'pipe'] })
    endWithThisProcess(child)
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text) => {
      stdout += text
    })
    child.stderr.on('data', (text) => {
      stderr = (stderr + String(text)).slice(0, KEPT_LETTERS)
    })
    child.on('error', ({ message }) => done({ stdout: '', failure: message }))
    child.on('close', (status, signal) => {
      const how = signal === null ? `exit code ${status}` : `signal ${signal}`
      const words = complaint(stderr)
      const failure = words === '' ? `it ended with ${how}` : `${words} (${how})`
      done({ stdout, failure: status === 0 ? undefined : failure })
    })
  })
}

/** The first line that is no more than a frame of letters and numbers of processes. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^(==|--)\d+\1\s*/, '').trim())
  return lines.find((line) => line !== '') ?? ''
}

/** One report of the program's: what a number of cycles of a job came to. */
interface Report extends Reading {
  job: number
}

interface Replies {
  reports: Report[]
  done: Array<{ job: number; bytes: number; failures: number }>
  refused: Map<number, string>
}

function readLines(stdout: string): Replies {
  const replies: Replies = { reports: [], done: [], refused: new Map() }
  for (const line of stdout.split('\n')) {
    const [word, first, ...rest] = line.split(' ')
    const job = Number(first)
    if (word === 'refused') replies.refused.set(job, rest.join(' '))
    if (word === 'done') {
      const [bytes, failures] = rest.map(Number)
      replies.done.push({ job, bytes, failures })
    }
    if (word === 'count') {
      const [cycles, ...sums] = rest.map(Number)
      const counted = OPS_IN_ORDER.map((op, at) => [op, { instructions: sums[at] }] as const)
      replies.reports.push({ job, cycles, counted: Object.fromEntries(counted) })
    }
  }
  return replies
}

function reportsIn(folder: string): Report[] {
  const text = textOf(join(folder, DUMPS))
  if (text === undefined) return []
  return readDumps(text).map(({ name, stacks }) => {
    const [job, cycles] = name.split(' ').map(Number)
    const counted = Object.entries(stacks).map(([op, own]) => {
      const instructions = Object.values(own).reduce((sum, count) => sum + count, 0)
      return [op, { instructions, stacks: own }] as const
    })
    return { job, cycles, counted: Object.fromEntries(counted) }
  })
}

function collect(
  { done, refused }: Replies,
  reports: readonly Report[],
  failure: string | undefined,
): BatchEnd {
  const end: BatchEnd = { done: new Map(), refused, ...(failure !== undefined && { failure }) }
  for (const { bytes, failures, job } of done) {
    const own = reports.filter((report) => report.job === job)
    end.done.set(job, { readings: own, bytes, failures })
  }
  return end
}
