/** Programs that a soak runs, a process each. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'

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

/**
 * Starts a program in a process group of its own, so that Ctrl-C is for this process to pass on.
 *
 * @param environment variables beside this process's own.
 * @param heard is called with each line that it writes.
 */
export function start(
  path: string,
  args: readonly string[],
  cwd: string,
  environment: Record<string, string> = {},
  heard: (line: string) => void = () => {},
): Running {
  const env = { ...process.env, ...environment }
  const child = spawn(path, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      const text = String(part)
      output = (output + text).slice(-KEPT)
      for (const line of text.split('\n')) heard(line)
    })
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('error', ({ message }) => resolve({ well: false, output: message }))
    child.on('close', (code) => resolve({ well: code === 0, output }))
  })
  return { child, ended }
}

/** Starts one of this program's own commands, as `['bench', '--suite', 'smoke']`. */
export function startCommand(
  args: readonly string[],
  environment: Record<string, string> = {},
): Running {
  const main = pathToFileURL(join(projectRoot(), 'dist', 'harness', 'cli', 'main.js')).href
  // Workers inherit the options of this process, and none can be given the type of a script.
  const script = `import('${main}').then(async ({ main }) => { process.exitCode = await main(${JSON.stringify(args)}) })`
  return start(process.execPath, ['--eval', script], projectRoot(), environment)
}
