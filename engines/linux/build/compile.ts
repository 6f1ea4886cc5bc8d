/** Runs a C compiler, where the same has not been compiled before. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { eachAtOnce, runCompiler } from '../../native/index.js'
import { keepObject, keyOfObject, takeObject } from './kept-objects.js'

/** One file to be compiled. */
export interface Job {
  variant: string
  command: string
  /** What the command is, as it says itself. */
  version: string
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
    const key = await keyOfObject(job)
    if (key !== undefined && takeObject(key, object)) return
    const stderr = await runCompiler(command, [...args, '-c', source, '-o', object])
    if (stderr !== undefined) failures.push({ job, stderr })
    else if (key !== undefined) keepObject(key, object)
  })
  return failures
}
