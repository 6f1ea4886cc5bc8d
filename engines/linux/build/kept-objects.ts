/**
 * Objects by what they are made of: what the preprocessor makes of a source, and how it is compiled.
 * A change to a tree compiles what it reaches; trees that have a file alike, with all that it includes,
 * share its objects.
 */
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from '../trees/index.js'
import type { Job } from './compile.js'

/** The key of a job's object; `undefined` where the source cannot be preprocessed: compiling it tells why. */
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

/** Whether an object was kept; it is then where it is wanted. */
export function takeObject(key: string, object: string): boolean {
  try {
    put(fileOf(key), object)
    return true
  } catch {
    return false
  }
}

/** Keeps an object, all of it or nothing; where that cannot be, the next build compiles it again. */
export function keepObject(key: string, object: string): void {
  const file = fileOf(key)
  const unfinished = `${file}.${randomUUID()}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(file)) return
    put(object, unfinished)
    renameSync(unfinished, file)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

/** Nobody writes into an object: where the file system can, it is there once. */
function put(from: string, to: string): void {
  rmSync(to, { force: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

function fileOf(key: string): string {
  return join(cacheFolder(), 'compiled', `${key}.o`)
}
