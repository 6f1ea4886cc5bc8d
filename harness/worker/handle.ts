/** A parent's hold on one worker process. */
import { type ChildProcess, fork } from 'node:child_process'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Failure } from '../../results/index.js'
import {
  type Answer,
  answerSchemas,
  type Request,
  type RequestType,
  replySchema,
  requestSchema,
} from './protocol.js'
import { type Envelope, outline, TAPE_FD } from './tape-pipe.js'

export type WorkerKind = 'checking' | 'timing' | 'turns'

/** What became of a request that was not answered as it should have been. */
export class WorkerFailure extends Error {
  /** The cell that was asked for; `start` where it was none. */
  cell = 'start'

  constructor(
    readonly kind: Failure['kind'],
    message: string,
    /** The row whose fault it is, where the process has several and can tell. */
    readonly row?: string,
  ) {
    super(message)
  }
}

/** Characters kept of what a worker writes to stderr: the end tells why it died. */
const STDERR_KEPT = 2000

export class WorkerHandle {
  private readonly child: ChildProcess
  private readonly tapes: Writable
  private nextId = 0
  private stderr = ''
  private gone: WorkerFailure | undefined
  private pending:
    | { settle: (reply: unknown) => void; fail: (failure: WorkerFailure) => void }
    | undefined

  constructor(kind: WorkerKind) {
    this.child = fork(fileURLToPath(new URL(`./${kind}.js`, import.meta.url)), [], {
      serialization: 'advanced',
      // The last is TAPE_FD.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    })
    this.child.stderr?.on('data', (text) => {
      this.stderr = (this.stderr + String(text)).slice(-STDERR_KEPT)
    })
    const pipe = this.child.stdio[TAPE_FD]
    if (!(pipe instanceof Writable)) throw new Error('there is no pipe for tapes')
    this.tapes = pipe
    // That the worker is gone is told by its exit.
    this.tapes.on('error', () => {})
    this.child.on('message', (reply) => this.pending?.settle(reply))
    this.child.on('error', (error) => this.end(new WorkerFailure('died', error.message)))
    this.child.on('exit', (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`
      this.end(new WorkerFailure('died', `the process ended with ${how}${this.lastWords()}`))
    })
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /**
   * Sends a request and waits for its answer, at most `deadlineMs`; then the process is killed.
   *
   * @throws WorkerFailure where the engine threw, lied, hung or took its process down.
   */
  async request<T extends RequestType>(
    request: Extract<Request, { type: T }>,
    deadlineMs: number,
  ): Promise<Answer<T>> {
    try {
      if (this.gone !== undefined) throw this.gone
      const reply = replySchema.parse(await this.exchange(this.nextId++, request, deadlineMs))
      if (!reply.ok) throw new WorkerFailure(reply.kind, reply.message, reply.row)
      return answerSchemas[request.type].parse(reply.value) as Answer<T>
    } catch (error) {
      if (error instanceof WorkerFailure && 'cell' in request) error.cell = request.cell
      throw error
    }
  }

  /** Ends the process. */
  stop(): void {
    this.child.removeAllListeners('exit')
    this.child.kill('SIGKILL')
    this.end(new WorkerFailure('died', 'the process was stopped'))
  }

  private exchange(id: number, request: Request, deadlineMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.end(new WorkerFailure('hung', `no answer within ${deadlineMs / 1000} s`))
        this.stop()
      }, deadlineMs)
      const finish = () => {
        clearTimeout(timer)
        this.pending = undefined
      }
      this.pending = {
        settle: (reply) => {
          finish()
          resolve(reply)
        },
        fail: (failure) => {
          finish()
          reject(failure)
        },
      }
      const { columns, sent } = outline(requestSchema.parse(request))
      const envelope: Envelope = { id, request: sent }
      this.child.send(envelope)
      for (const column of columns) this.tapes.write(column)
    })
  }

  private end(failure: WorkerFailure): void {
    this.gone ??= failure
    this.pending?.fail(this.gone)
  }

  private lastWords(): string {
    const line = this.stderr
      .split('\n')
      .map((text) => text.trim())
      .filter((text) => /error|fatal|abort/i.test(text))
      .at(-1)
    return line === undefined ? '' : `: ${line}`
  }
}
