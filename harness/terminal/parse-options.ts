import type { z } from 'zod'
import { InputError } from '../../engines/contract/index.js'

/**
 * Options as a command takes them, from what commander hands over.
 *
 * @throws InputError naming the option, its value and what is wrong with it.
 */
export function parseOptions<T extends z.ZodType>(
  schema: T,
  raw: Record<string, unknown>,
): z.infer<T> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0])
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new InputError(`--${flag} ${String(raw[name])} ${issue?.message}`)
}
