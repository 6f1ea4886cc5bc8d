/** Runs a C compiler. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'

/** One file to be compiled. */
export interface Job {
  variant: string
  source: string
  object: string
  args: string[]
  /** What the object is linked into. */
  inModule: boolean
  inProgram: boolean
}

export interface Failure {
  job: Job
  stderr: string
}

/** Compiles all, as many at once as there are processors; returns what failed. */
export async function compileAll(command: string, jobs: readonly Job[]): Promise<Failure[]> {
  for (const folder of new Set(jobs.map(({ object }) => dirname(object)))) {
    mkdirSync(folder, { recursive: true })
  }
  const waiting = [...jobs]
  const failures: Failure[] = []
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const { args, object, source } = job
      const stderr = await runCompiler(command, [...args, '-c', source, '-o', object])
      if (stderr !== undefined) failures.push({ job, stderr })
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return failures
}

/** @returns what the compiler complained of where it failed; `undefined` where it did not. */
export function runCompiler(command: string, args: readonly string[]): Promise<string | undefined> {
  const [program, ...prefix] = command.split(/\s+/)
  return new Promise((done) => {
    // Its messages are read: they are to be in the language that they are looked for in.
    const env = { ...process.env, LC_ALL: 'C' }
    const child = spawn(program, [...prefix, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    child.on('error', (error) => done(error.message))
    child.on('close', (status) => done(status === 0 ? undefined : stderr))
  })
}
