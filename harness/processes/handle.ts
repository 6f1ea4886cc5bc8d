/** A parent's hold on one worker process. */
import { type ChildProcess, fork } from 'node:child_process'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Tape } from '../../engines/contract/index.js'
import { APART, endWithThisProcess } from '../../engines/processes/index.js'
import { checkReply, checkRequest } from './check.js'
import { WorkerFailure } from './failure.js'
import type { Answer, Messages, Request, Spawn, Worker, WorkerKind } from './kind.js'
import { type Carrying, type Envelope, outline, TAPE_FD } from './tape-pipe.js'

/** Starts a worker in a process of its own. */
export const spawn: Spawn = (kind) => new WorkerHandle(kind)

/** Characters of what a worker writes to stderr: the end says why it died. */
const STDERR_LENGTH = 2000

/** Starts of one worker, where signals end it on the way; each has a chance of a few in a hundred. */
const MOST_STARTS = 100

export class WorkerHandle<M extends Messages> implements Worker<M> {
  private child: ChildProcess
  private starts = 0
  /** Whether the process has said something. */
  private heard = false
  private nextId = 0
  private stderr = ''
  private gone: WorkerFailure | undefined
  private pending:
    | {
        send: () => void
        settle: (reply: unknown) => void
        fail: (failure: WorkerFailure) => void
      }
    | undefined

  constructor(private readonly kind: WorkerKind<M>) {
    this.child = this.start()
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  async request<T extends keyof M & string>(
    type: T,
    request: Request<M, T>,
    deadlineMs: number,
  ): Promise<Answer<M, T>> {
    const checked = checkRequest(this.kind, type, request)
    try {
      if (this.gone !== undefined) throw this.gone
      const reply = await this.exchange(type, checked as Carrying<Tape>, deadlineMs)
      return checkReply(this.kind, type, reply)
    } catch (error) {
      if (error instanceof WorkerFailure) error.takeCellOf(request)
      throw error
    }
  }

  stop(): void {
    this.end(new WorkerFailure('died', 'the process was stopped'))
    this.child.kill('SIGKILL')
  }

  private exchange(type: string, request: Carrying<Tape>, deadlineMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.end(new WorkerFailure('hung', `no answer within ${deadlineMs / 1000} s`))
        this.stop()
      }, deadlineMs)
      const over =
        <T>(settle: (what: T) => void) =>
        (what: T) => {
          clearTimeout(timer)
          this.pending = undefined
          settle(what)
        }
      const { columns, sent } = outline(request)
      const envelope: Envelope = { id: this.nextId++, type, request: sent }
      const send = () => this.send(envelope, columns)
      this.pending = { send, settle: over(resolve), fail: over(reject) }
      send()
    })
  }

  private start(): ChildProcess {
    this.starts++
    const child = endWithThisProcess(
      fork(fileURLToPath(new URL('./main.js', import.meta.url)), [this.kind.module.href], {
        ...APART,
        serialization: 'advanced',
        // The last is TAPE_FD.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      }),
    )
    child.stderr?.on('data', (text) => {
      this.stderr = (this.stderr + String(text)).slice(-STDERR_LENGTH)
    })
    // That the worker is gone its exit says.
    child.stdio[TAPE_FD]?.on('error', () => {})
    child.on('message', (reply) => {
      this.heard = true
      this.pending?.settle(reply)
    })
    child.on('error', (error) => this.end(new WorkerFailure('died', error.message)))
    child.on('exit', (code, signal) => {
      if (this.endedOnItsWay(signal)) {
        this.child = this.start()
        this.pending?.send()
        return
      }
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`
      this.end(new WorkerFailure('died', `the process ended with ${how}${this.lastWords()}`))
    })
    return child
  }

  /**
   * Whether Ctrl-C reached the process before it had a process group of its own: for a few
   * milliseconds it is in its parent's.
   */
  private endedOnItsWay(signal: NodeJS.Signals | null): boolean {
    const fromOutside = signal === 'SIGINT' || signal === 'SIGTERM'
    return fromOutside && !this.heard && this.gone === undefined && this.starts < MOST_STARTS
  }

  private send(envelope: Envelope, columns: readonly Uint8Array[]): void {
    const { child } = this
    // As for the pipe of tapes.
    child.send(envelope, () => {})
    const tapes = child.stdio[TAPE_FD]
    if (!(tapes instanceof Writable)) throw new Error('there is no pipe for tapes')
    for (const column of columns) tapes.write(column)
  }

  private end(failure: WorkerFailure): void {
    this.gone ??= failure
    this.pending?.fail(this.gone)
  }

  private lastWords(): string {
    const line = this.stderr.split('\n').findLast((text) => /error|fatal|abort/i.test(text))
    return line === undefined ? '' : `: ${line.trim()}`
  }
}
