/**
 * What names an object of a tree: what the preprocessor makes of its source, and how it is compiled. A
 * change to a tree compiles what it reaches; trees that have a file alike, with all that it includes,
 * share its objects.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { Job } from './compile.js'

/** The key of a job's object; `undefined` where the source cannot be preprocessed: compiling it says why. */
export async function keyOfObject({
  args,
  command,
  source,
  version,
}: Pick<Job, 'args' | 'command' | 'source' | 'version'>): Promise<string | undefined> {
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
