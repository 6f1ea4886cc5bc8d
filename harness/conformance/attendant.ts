import { WorkerFailure } from '../processes/failure.js'
import { spawn as spawnProcess } from '../processes/handle.js'
import type { Answer, Request, Spawn, Worker } from '../processes/kind.js'
import { CONFORMANCE, type Conformance } from './trial/protocol.js'

/** Processes that wait for an engine. */
export type SpareProcesses = Worker<Conformance>[]

/**
 * Looks after the process that an engine is in: where a request takes it down, the next one finds a
 * new process in which the engine has been opened again. With a process for each engine verify takes
 * three times as long, so that one in which all went well is passed on to the next.
 */
export class Attendant {
  private worker: Worker<Conformance> | undefined
  private stopped = false

  /**
   * @param reference an engine's id or the path of its module.
   * @param spare processes that others passed on.
   */
  constructor(
    private readonly reference: string,
    private readonly hangMs: number,
    private readonly spare: SpareProcesses = [],
    private readonly spawn: Spawn = spawnProcess,
  ) {}

  /** @throws WorkerFailure where the engine threw, hung or took its process down. */
  async request<T extends keyof Conformance>(
    type: T,
    request: Request<Conformance, T>,
  ): Promise<Answer<Conformance, T>> {
    const worker = await this.open()
    try {
      return await worker.request(type, request, this.hangMs)
    } catch (error) {
      this.drop()
      throw error
    }
  }

  /** Passes the process on; the engine gets no more requests. */
  release(): void {
    if (this.worker !== undefined) this.spare.push(this.worker)
    this.worker = undefined
    this.stopped = true
  }

  /** Ends the process; the engine gets no more requests. */
  stop(): void {
    this.stopped = true
    this.drop()
  }

  private async open(): Promise<Worker<Conformance>> {
    if (this.stopped) throw new WorkerFailure('died', 'the process was stopped')
    if (this.worker !== undefined) return this.worker
    const spare = this.spare.pop()
    // What dies while it waits is no fault of the next engine.
    const opened = spare && (await this.openIn(spare).catch(() => undefined))
    return opened ?? this.openIn(this.spawn(CONFORMANCE))
  }

  private async openIn(worker: Worker<Conformance>): Promise<Worker<Conformance>> {
    this.worker = worker
    try {
      await worker.request('open', { engine: this.reference }, this.hangMs)
    } catch (error) {
      this.drop()
      throw error
    }
    return worker
  }

  private drop(): void {
    this.worker?.stop()
    this.worker = undefined
  }
}
