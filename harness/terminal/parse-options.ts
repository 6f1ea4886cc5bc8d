import { z } from 'zod'
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

/** A whole number from `least` to `most`, as text. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(least, `is below ${least}`)
    .max(most, `is above ${most}`)
}

/** Seconds above 0, as text. */
export const secondsOption = z.coerce
  .number({ error: 'is not a number of seconds' })
  .positive('is not a number of seconds above 0')
