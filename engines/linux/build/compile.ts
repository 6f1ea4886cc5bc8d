/** Runs a C compiler, where the same has not been compiled before. */

import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { eachAtOnce } from '../../contract/index.js'
import { ObjectCache, runCompiler } from '../../native/index.js'
import { cacheFolder } from '../trees/index.js'
import { keyOfObject } from './object-key.js'

/** Those of a dozen trees, with room to spare; the oldest go. */
const MOST_OBJECTS = 5000

/** One file to be compiled. */
export interface Job {
  variant: string
  command: string
  /** What the command is, as it says itself. */
  version: string
  source: string
  /** The build's, which paths of its own files in `args` begin with. */
  folder: string
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
  const cache = new ObjectCache(join(cacheFolder(), 'compiled'), MOST_OBJECTS)
  const failures: Failure[] = []
  await eachAtOnce(jobs, async (job) => {
    const { args, command, object, source } = job
    const key = await keyOfObject(job)
    if (key !== undefined && cache.take(key, object)) return
    const stderr = await runCompiler(command, [...args, '-c', source, '-o', object])
    if (stderr !== undefined) failures.push({ job, stderr })
    else if (key !== undefined) cache.add(key, object)
  })
  cache.dropOldest()
  return failures
}
