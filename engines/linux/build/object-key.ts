/**
 * What names an object of a tree: all that its source can include, and how it is compiled. Where what it
 * includes cannot be told by reading, it is what the preprocessor makes of it. A change to a tree compiles
 * what it reaches; trees that have a file alike, with all that it includes, share its objects.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { sha256 } from '../trees/index.js'
import type { Job } from './compile.js'
import { readBy } from './included.js'

type Compilation = Pick<Job, 'args' | 'command' | 'folder' | 'source' | 'version'>

/** The key of a job's object; `undefined` where the source cannot be preprocessed: compiling it says why. */
export async function keyOfObject(job: Compilation): Promise<string | undefined> {
  const { args, command, folder, version } = job
  const files = readBy(job)
  if (files === undefined) return await keyOfPreprocessed(job)
  // A build's folder is called by a key of its own, and what is compiled does not name it.
  const flags = args.map((arg) => arg.replaceAll(folder, ''))
  return sha256(JSON.stringify([command, version, flags, files]))
}

/** A process more for each source. */
async function keyOfPreprocessed({
  args,
  command,
  source,
  version,
}: Compilation): Promise<string | undefined> {
  const sha = createHash('sha256')
  // What holds a path or a definition is for the preprocessor, whose output follows.
  const flags = args.filter((arg) => !arg.includes('/') && !/^-(I|D|isystem)/.test(arg))
  sha.update(JSON.stringify([command, version, flags]))
  const [program, ...prefix] = command.split(/\s+/)
  const child = spawn(program, [...prefix, ...args, '-E', '-P', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.stdout.on('data', (chunk) => sha.update(chunk))
  const status = await new Promise((done) => {
    child.on('error', () => done(undefined))
    child.on('close', done)
  })
  return status === 0 ? sha.digest('hex') : undefined
}
