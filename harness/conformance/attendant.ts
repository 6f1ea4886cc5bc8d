import { WorkerFailure, WorkerHandle } from '../bench/worker/handle.js'
import type { Answer, Request, RequestType } from '../bench/worker/protocol.js'

/**
 * Looks after the process of one engine: where a request takes it down, the next one finds a new
 * process in which the engine has been opened again.
 */
export class Attendant {
  private worker: WorkerHandle | undefined
  private stopped = false

  /** @param reference an engine's id or the path of its module. */
  constructor(
    private readonly reference: string,
    private readonly hangMs: number,
  ) {}

  /** @throws WorkerFailure where the engine threw, hung or took its process down. */
  async request<T extends RequestType>(request: Extract<Request, { type: T }>): Promise<Answer<T>> {
    const worker = await this.open()
    try {
      return await worker.request(request, this.hangMs)
    } catch (error) {
      this.drop()
      throw error
    }
  }

  /** Ends the process; the engine gets no more requests. */
  stop(): void {
    this.stopped = true
    this.drop()
  }

  private async open(): Promise<WorkerHandle> {
    if (this.stopped) throw new WorkerFailure('died', 'the process was stopped')
    if (this.worker !== undefined) return this.worker
    this.worker = new WorkerHandle('checking')
    try {
      await this.worker.request({ type: 'open', engine: this.reference }, this.hangMs)
    } catch (error) {
      this.drop()
      throw error
    }
    return this.worker
  }

  private drop(): void {
    this.worker?.stop()
    this.worker = undefined
  }
}
