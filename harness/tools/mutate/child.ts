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
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let late = false
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It had ended.
      }
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
    child.on('close', (code) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      end()
      done({ code: code ?? undefined, output, late })
    })
  })
}
