/** What a kind of worker process is asked, and what it answers. */
import type { z } from 'zod'

/** Requests by name, each with the schema of what it holds and of what it is answered with. */
export type Messages = Readonly<Record<string, { request: z.ZodType; answer: z.ZodType }>>

export type Request<M extends Messages, T extends keyof M> = z.output<M[T]['request']>
export type Answer<M extends Messages, T extends keyof M> = z.output<M[T]['answer']>

/**
 * A kind of worker. Its schemas stay on the parent's side, which checks both directions; the module
 * takes their types alone, so that processes, which are started over and over, start without zod.
 */
export interface WorkerKind<M extends Messages> {
  /** The module that exports `createHandlers`. */
  module: URL
  messages: M
}

/** What a worker does with each request. */
export type Handlers<M extends Messages> = {
  [T in keyof M]: (request: Request<M, T>) => Answer<M, T> | Promise<Answer<M, T>>
}

/** The parent's hold on a worker. */
export interface Worker<M extends Messages> {
  /** Of its process; `undefined` where it has none of its own. */
  readonly pid: number | undefined
  /**
   * Sends a request and waits for its answer, at most `deadlineMs`; then the process is killed.
   *
   * @throws WorkerFailure where the engine threw, lied, hung or took its process down.
   */
  request<T extends keyof M & string>(
    type: T,
    request: Request<M, T>,
    deadlineMs: number,
  ): Promise<Answer<M, T>>
  /** Ends the process. */
  stop(): void
}

/** Starts a worker: in a process of its own, but in tests where the process is not the point. */
export type Spawn = <M extends Messages>(kind: WorkerKind<M>) => Worker<M>
