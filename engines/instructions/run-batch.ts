/** Runs the program that counts, once: many engines and tapes in one process. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTemporaryFolder, OPS, textOf } from '../contract/index.js'
import { APART, endWithThisProcess } from '../processes/index.js'
import { type Cycles, type Job, writeBatch } from './batch.js'
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
    const { reports, ...end } = readLines(stdout)
    for (const { job, ...reading } of meter.source === 'callgrind' ? reportsIn(folder) : reports) {
      end.done.get(job)?.readings.push(reading)
    }
    return { ...end, ...(failure !== undefined && { failure }) }
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

/** What the program wrote: what jobs did, and where it counts itself, its reports. */
function readLines(stdout: string): BatchEnd & { reports: Report[] } {
  const reports: Report[] = []
  const done: BatchEnd['done'] = new Map()
  const refused: BatchEnd['refused'] = new Map()
  for (const line of stdout.split('\n')) {
    const [word, first, ...rest] = line.split(' ')
    const job = Number(first)
    if (word === 'refused') refused.set(job, rest.join(' '))
    if (word === 'done') {
      const [bytes, failures] = rest.map(Number)
      done.set(job, { readings: [], bytes, failures })
    }
    if (word === 'count') {
      const [cycles, ...sums] = rest.map(Number)
      const counted = OPS.map((op, at) => [op, { instructions: sums[at] }] as const)
      reports.push({ job, cycles, counted: Object.fromEntries(counted) })
    }
  }
  return { reports, done, refused }
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
