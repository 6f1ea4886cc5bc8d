/** Programs that a soak runs, a process each. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'
import type { SoakContext } from './part.js'

/** What became of a program. */
export interface Ended {
  /** Whether it ended by itself, with exit code 0. */
  well: boolean
  /** The end of what it wrote. */
  output: string
}

/** Characters of output that are returned: a sanitizer's report. */
const KEPT = 20_000

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

interface StartOptions {
  /** The project where absent. */
  cwd?: string
  /** Variables beside this process's own. */
  environment?: Record<string, string>
  /** Called with each line that it writes. */
  heard?(line: string): void
}

/** Starts a program in a process group of its own, so that Ctrl-C is for this process to pass on. */
export function start(
  path: string,
  args: readonly string[],
  { cwd = projectRoot(), environment, heard }: StartOptions = {},
): Running {
  const env = { ...process.env, ...environment }
  const child = spawn(path, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      const text = String(part)
      output = (output + text).slice(-KEPT)
      for (const line of text.split('\n')) heard?.(line)
    })
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('error', ({ message }) => resolve({ well: false, output: message }))
    child.on('close', (code) => resolve({ well: code === 0, output }))
  })
  return { child, ended }
}

/** What becomes of a program that Ctrl-C ends. */
export function endOf(
  { child, ended }: Running,
  { onStop }: SoakContext,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<Ended> {
  onStop(() => child.kill(signal))
  return ended
}

/** Starts one of this program's own commands, as `['bench', '--suite', 'smoke']`. */
export function startCommand(args: readonly string[], options: StartOptions = {}): Running {
  const main = pathToFileURL(join(projectRoot(), 'dist', 'harness', 'cli', 'main.js')).href
  // Workers inherit the options of this process, and none can be given the type of a script.
  const script = `import('${main}').then(async ({ main }) => { process.exitCode = await main(${JSON.stringify(args)}) })`
  return start(process.execPath, ['--eval', script], options)
}
