/**
 * Many numbers, looked at in one loop. A schema makes an object for each of them, which is most of
 * what reading a result takes: it is asked where the loop finds fault, and says what.
 */
import { z } from 'zod'
import { COUNTER_NAMES, type Counts } from '../../engines/contract/index.js'
import { countsSchema } from '../../engines/schemas/index.js'
import { count, isCount, isTime, timeSchema } from './units.js'

const COUNTERS: ReadonlySet<string> = new Set(COUNTER_NAMES)

/** Nanoseconds, one a round; `null` where there is none. */
export const timesSchema = looked(
  z.array(timeSchema.nullable()),
  arrayOf((value) => value === null || isTime(value)),
)

export const countsColumn = looked(z.array(count), arrayOf(isCount))

/** One list of names a round. */
export const namesSchema = looked(
  z.array(z.array(z.string())),
  arrayOf(arrayOf((value) => typeof value === 'string')),
)

export const countersSchema = looked(
  countsSchema,
  (value): value is Counts =>
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.entries(value).every(([name, number]) => COUNTERS.has(name) && isCount(number)),
)

/** @param isFine says yes to nothing but what the schema takes as it is. */
function looked<T>(schema: z.ZodType<T>, isFine: (value: unknown) => value is T) {
  return z.unknown().transform((value, context): T => {
    if (isFine(value)) return value
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const { message, path } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path })
    }
    return z.NEVER
  })
}

function arrayOf<T>(isFine: (value: unknown) => value is T) {
  return (value: unknown): value is T[] => Array.isArray(value) && value.every(isFine)
}
