import { z } from 'zod'
import { InputError } from '../../engines/contract/index.js'

/** Something is wrong with a file or folder of results; its message says all there is to say. */
export class ResultError extends InputError {
  override name = 'ResultError'
}

/** The first problem that a schema found, with its place in the JSON, on one line. */
export function describeProblem({ issues }: z.ZodError): string {
  const [first, ...others] = issues
  if (first === undefined) return 'not valid'
  const place = first.path.length === 0 ? '' : `${z.core.toDotPath(first.path)}: `
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return `${place}${first.message}${more}`
}

/** @throws ResultError that this cannot be done, with what the system said. */
export function attempt<T>(what: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new ResultError(`cannot ${what}: ${describeSystemError(error)}`)
  }
}

/** What the system said, without the call and the path that it repeats. */
export function describeSystemError(error: unknown): string {
  return error instanceof Error ? (error.message.split(',')[0] ?? error.message) : String(error)
}
