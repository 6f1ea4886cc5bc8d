/** Runs a C compiler. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { eachAtOnce, runCompiler } from '../../native/index.js'

/** One file to be compiled. */
export interface Job {
  variant: string
  command: string
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
export async function compileAll(jobs: readonly Job[]): Promise<Failure[]> {
  for (const folder of new Set(jobs.map(({ object }) => dirname(object)))) {
    mkdirSync(folder, { recursive: true })
  }
  const failures: Failure[] = []
  await eachAtOnce(jobs, async (job) => {
    const { args, command, object, source } = job
    const stderr = await runCompiler(command, [...args, '-c', source, '-o', object])
    if (stderr !== undefined) failures.push({ job, stderr })
  })
  return failures
}
