/** The time that is recorded: a command's, some seconds, or until Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'

export interface RecordOptions {
  /** Program and arguments; none to wait alone. */
  command: readonly string[]
  /** The most seconds; until the command ends where absent. */
  seconds?: number | undefined
}

/** What ended the recording; a command that is still running then is terminated. */
export interface Recorded {
  ended: 'command' | 'seconds' | 'interrupted'
  /** The command's exit code, 128 and its number for a signal; absent where there was none. */
  status?: number
  /** Why the command could not be started. */
  failure?: string
}

export interface Recording {
  done: Promise<Recorded>
  /** Ends it, as Ctrl-C does. */
  interrupt(): void
  /** Ends its command at once. */
  kill(): void
}

export function record({ command, seconds }: RecordOptions): Recording {
  const [program, ...args] = command
  const child =
    program === undefined ? undefined : spawn(program, args, { stdio: 'inherit', shell: false })
  let why: Recorded['ended'] | undefined
  let finish = (_recorded: Recorded) => {}
  const done = new Promise<Recorded>((resolve) => {
    finish = resolve
  })
  /** Keeps the process alive where there is nothing else to wait for. */
  const alive = setInterval(() => {}, 1 << 30)
  const end = (ended: Recorded['ended']) => {
    why ??= ended
    if (child === undefined || isOver(child)) finish({ ended: why })
    else child.kill('SIGTERM')
  }
  const timer = seconds === undefined ? undefined : setTimeout(() => end('seconds'), seconds * 1000)
  child?.once('error', ({ message }) => finish({ ended: 'command', failure: message }))
  child?.once('exit', (code, signal) => {
    const status = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
    finish({ ended: why ?? 'command', status })
  })
  return {
    done: done.finally(() => {
      clearTimeout(timer)
      clearInterval(alive)
    }),
    interrupt: () => end('interrupted'),
    kill: () => child?.kill('SIGKILL'),
  }
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
