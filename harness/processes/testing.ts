/** Workers for tests where the process is not the point. */
import { checkReply, checkRequest } from './check.js'
import { WorkerFailure } from './failure.js'
import { spawn } from './handle.js'
import type { Handlers, Messages, Spawn, Worker, WorkerKind } from './kind.js'
import { answer } from './serve.js'

/**
 * Workers in this process: their modules, requests, answers and failures are those of processes.
 * What hangs or dies takes this process with it.
 */
export const inThisProcess: Spawn = <M extends Messages>(kind: WorkerKind<M>): Worker<M> => {
  const module: Promise<{ createHandlers(): Handlers<M> }> = import(kind.module.href)
  const handlers = module.then(({ createHandlers }) => createHandlers())
  return {
    pid: undefined,
    stop() {},
    async request(type, request) {
      const checked = checkRequest(kind, type, request)
      try {
        return checkReply(kind, type, await answer(0, async () => (await handlers)[type](checked)))
      } catch (error) {
        if (error instanceof WorkerFailure) error.takeCellOf(request)
        throw error
      }
    },
  }
}

/** Workers of these modules in this process, all others in processes of their own. */
export function onlyInThisProcess(...modules: readonly URL[]): Spawn {
  return (kind) => (modules.includes(kind.module) ? inThisProcess(kind) : spawn(kind))
}

/** Workers whose answers are made up, and whose failures are what the handlers throw. */
export function answeringWith(handlers: object): Spawn {
  return <M extends Messages>(kind: WorkerKind<M>): Worker<M> => ({
    pid: undefined,
    stop() {},
    async request(type, request) {
      return (handlers as Handlers<M>)[type](checkRequest(kind, type, request))
    },
  })
}
