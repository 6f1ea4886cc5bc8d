import type { Reply } from './check.js'
import { EngineFault } from './failure.js'
import type { Handlers, Messages, Request } from './kind.js'
import { placeOf } from './place.js'
import { type Envelope, filled, TAPE_FD } from './tape-pipe.js'

/**
 * Answers the parent's requests, one after another, until the parent goes; one that is at work in C
 * then ends when the call returns.
 */
export function serve<M extends Messages>(handlers: Handlers<M>): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ id, request, type }: Envelope) => {
    const work = () => handlers[type](filled(request, TAPE_FD) as Request<M, string>)
    process.send?.(await answer(id, work))
  })
}

/** Does a request's work; what it throws is an answer too. */
export async function answer(id: number, work: () => unknown): Promise<Reply> {
  try {
    return { id, ok: true, value: await work() }
  } catch (error) {
    if (error instanceof EngineFault) {
      const { kind, message, row } = error
      return { id, ok: false, kind, message, ...(row !== undefined && { row }) }
    }
    const message = error instanceof Error ? `${error.message}${placeOf(error)}` : String(error)
    return { id, ok: false, kind: 'threw', message }
  }
}
