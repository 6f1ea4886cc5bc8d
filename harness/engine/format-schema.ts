/** A page-table format of a module of the user's own. */
import { z } from 'zod'
import { FORMATS } from '../../engines/contract/index.js'
import { type Format, formatProblem, type Geometry } from '../../engines/index.js'

/** Cases and cells have addresses of 48 bits; no format of the project has more than 52. */
const ADDRESS_BITS = [48, 52] as const

const text = z.string({ error: ({ input }) => `${shown(input)} is no text` })

export const geometrySchema = z.object({
  name: text
    .regex(/^[\w.-]+$/, {
      error: ({ input }) => `${shown(input)} has more than letters, digits, . _ -`,
    })
    .refine((name) => !Object.hasOwn(FORMATS, name), {
      error: ({ input }) => `${shown(input)} is a format that there is`,
    }),
  granuleShift: wholeNumber(12, 16),
  bitsPerLevel: wholeNumber(1, 13),
  lastLevel: wholeNumber(1, 5),
  leafSizes: wholeNumber(1, 2 ** 31 - 1),
  contiguousSizes: wholeNumber(1, 2 ** 31 - 1).exactOptional(),
  concatenatedRoots: wholeNumber(1, 16),
  maxIas: wholeNumber(...ADDRESS_BITS),
  maxOas: wholeNumber(...ADDRESS_BITS),
  coherentOnly: text.exactOptional(),
}) satisfies z.ZodType<Geometry>

const word = wholeNumber(-(2 ** 31), 2 ** 32 - 1)

/** What may be exported as `format`; it may hold more. */
export const formatSchema = z
  .object({
    ...geometrySchema.shape,
    leafLow: method<Format['leafLow']>(),
    leafHigh: method<Format['leafHigh']>(),
    smallerLeaf: method<Format['smallerLeaf']>(),
    contiguous: z.object({ low: word, high: word, sizeInAddress: z.boolean() }).exactOptional(),
    tableLow: method<Format['tableLow']>(),
    tableHigh: word,
    writtenBackLow: word,
    writtenBackHigh: word,
    isLeaf: method<Format['isLeaf']>(),
    addressLowMask: word,
    addressHighMask: word,
    highestMask: word,
  })
  .superRefine((format, context) => {
    const [field, message] = formatProblem(format) ?? []
    if (field !== undefined) context.addIssue({ code: 'custom', path: [field], message })
  })

function method<T>() {
  return z.custom<T>((value) => typeof value === 'function', {
    error: ({ input }) => `${shown(input)} is no function`,
  })
}

function wholeNumber(least: number, most: number) {
  const within = (value: number) => Number.isInteger(value) && value >= least && value <= most
  return z.custom<number>((value) => typeof value === 'number' && within(value), {
    error: ({ input }) => `${shown(input)} is no whole number from ${least} to ${most}`,
  })
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
