/** Checks both directions of what a worker is asked. It stays on the parent's side, as zod does. */
import { z } from 'zod'
import { describeProblem } from '../../results/record/index.js'
import { FAULTS, WorkerFailure } from './failure.js'
import type { Answer, Messages, Request, WorkerKind } from './kind.js'

const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    id: z.number(),
    ok: z.literal(false),
    kind: z.enum(FAULTS),
    message: z.string(),
    row: z.string().optional(),
  }),
])

/** An answer on its way back. */
export type Reply = z.output<typeof replySchema>

/** @throws ZodError where a request is not what its kind takes, which is a bug of the parent's. */
export function checkRequest<M extends Messages, T extends keyof M>(
  { messages }: WorkerKind<M>,
  type: T,
  request: Request<M, T>,
): Request<M, T> {
  return messages[type].request.parse(request) as Request<M, T>
}

/** @throws WorkerFailure where the worker reports one, or answers with something else than it should. */
export function checkReply<M extends Messages, T extends keyof M & string>(
  { messages }: WorkerKind<M>,
  type: T,
  reply: unknown,
): Answer<M, T> {
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw invalid(type, parsed.error)
  if (!parsed.data.ok) {
    const { kind, message, row } = parsed.data
    throw new WorkerFailure(kind, message, row)
  }
  const answer = messages[type].answer.safeParse(parsed.data.value)
  if (!answer.success) throw invalid(type, answer.error)
  return answer.data as Answer<M, T>
}

function invalid(type: string, error: z.ZodError): WorkerFailure {
  return new WorkerFailure('wrong', `invalid answer to ${type}: ${describeProblem(error)}`)
}
