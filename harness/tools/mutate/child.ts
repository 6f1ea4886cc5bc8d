/** Programs in a copy of the tree, ended with all that they started. */
import { spawn } from 'node:child_process'

export interface Ended {
  /** `undefined` where it was killed. */
  code: number | undefined
  /** Both streams. */
  output: string
  /** It took longer than it may. */
  late: boolean
}

export interface Running {
  folder: string
  limitMs: number
  env?: Readonly<Record<string, string>>
  /** Ends the program as soon as what it wrote is enough. */
  enough?(output: string): boolean
  /** Ends the program when it fires. */
  signal?: AbortSignal | undefined
}

/** A test file gets so long to end what it started out of its group. */
const GRACE_MS = 1000

/** Groups that are running: none of them outlives this process. */
const running = new Set<number>()

process.on('exit', () => {
  for (const group of running) endGroup(group, 'SIGKILL')
})

function endGroup(group: number, signal: 'SIGKILL' | 'SIGTERM'): void {
  try {
    process.kill(-group, signal)
  } catch {
    // It had ended.
  }
}

/** Runs a script with this Node. */
export function runNode(
  args: readonly string[],
  { enough, env, folder, limitMs, signal }: Running,
): Promise<Ended> {
  return new Promise((done) => {
    // A group of its own, so that it can be ended with its children.
    const child = spawn(process.execPath, args, {
      cwd: folder,
      detached: true,
      // A test that this runs in would have its child write for it.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let late = false
    const group = child.pid
    if (group !== undefined) running.add(group)
    const force = () => {
      if (group !== undefined && running.has(group)) endGroup(group, 'SIGKILL')
    }
    const end = () => {
      if (group !== undefined) endGroup(group, 'SIGTERM')
      setTimeout(force, GRACE_MS).unref()
    }
    const timer = setTimeout(() => {
      late = true
      end()
    }, limitMs)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    const take = (text: string) => {
      output += text
      if (enough?.(output)) end()
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('exit', () => {
      force()
      // What left the group may hold the streams open.
      setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, GRACE_MS).unref()
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      if (group !== undefined) running.delete(group)
      done({ code: code ?? undefined, output, late })
    })
  })
}
