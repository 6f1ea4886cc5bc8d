import { EngineFault } from './fault.js'
import type { Reply, Request } from './protocol.js'
import { type Envelope, filled, TAPE_FD } from './tape-pipe.js'

/**
 * Answers the parent's requests, one after another, until the parent goes; one that is at work in C
 * then ends when the call returns.
 */
export function serve(handle: (request: Request) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ id, request }: Envelope) => {
    process.send?.(await answer(id, () => handle(filled(request, TAPE_FD))))
  })
}

async function answer(id: number, work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { id, ok: true, value: await work() }
  } catch (error) {
    if (error instanceof EngineFault) {
      const { kind, message, row } = error
      return { id, ok: false, kind, message, ...(row !== undefined && { row }) }
    }
    const message = error instanceof Error ? error.message : String(error)
    return { id, ok: false, kind: 'threw', message }
  }
}
