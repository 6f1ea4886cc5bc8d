/** Numbers as results have them. */
import { z } from 'zod'

/** Times are nanoseconds, sizes bytes, dates ISO 8601 in UTC, unless a name says otherwise. */
export const count = z.number().int().nonnegative()
export const positive = count.min(1)

/** No cycle takes a day: what is beyond is no time. */
const MOST_NS = 86_400e9

/** Nanoseconds that something took. */
export const timeSchema = z.number().positive().max(MOST_NS)

/** The same as `count`, without an object for each. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** The same as `timeSchema`. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= MOST_NS
}

/** What a row, a cell or a part of an id is called: figures are found by it, and all objects have some names. */
export const nameSchema = z
  .string()
  .refine((name) => name.split('+').every((part) => !(part in {})), {
    error: ({ input }) => `${input} is no name`,
  })
