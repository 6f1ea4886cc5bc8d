/** What is looked at in a loop is taken and refused as schemas of its parts take and refuse it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { COUNTER_NAMES } from '../../engines/contract/index.js'
import { countsSchema } from '../../engines/schemas/index.js'
import { countersSchema, countsColumn, namesSchema, timesSchema } from './columns.js'
import { count, timeSchema } from './units.js'

const number = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.double({ min: 0, max: 1e6 }),
  fc.constantFrom(-1, -0, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY),
)
const anything = fc.constantFrom<unknown>(
  null,
  undefined,
  '1',
  true,
  [],
  {},
  new Map(),
  [null],
  [[1]],
)
const fine = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0.5, max: 9 }))
const listOf = (entry: fc.Arbitrary<unknown>) =>
  fc.oneof(anything, fc.array(entry), fc.array(fc.oneof(entry, anything)))

/** What a schema says: nothing where it takes a value. */
function said(schema: z.ZodType, value: unknown) {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return { data }
  return error.issues.map(({ message, path }) => ({ message, path }))
}

for (const [name, column, schema, values] of [
  ['times', timesSchema, z.array(timeSchema.nullable()), listOf(fc.oneof(fine, number))],
  ['counts', countsColumn, z.array(count), listOf(fc.oneof(fc.nat(), number))],
  ['names', namesSchema, z.array(z.array(z.string())), listOf(listOf(fc.string()))],
  [
    'counters',
    countersSchema,
    countsSchema,
    fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom(...COUNTER_NAMES), fc.oneof(fc.nat(), number)),
      fc.dictionary(fc.constantFrom(...COUNTER_NAMES, 'x', '__proto__'), fc.nat()),
    ),
  ],
] as const) {
  test(`${name}: the same values, and the same words in the same places`, () => {
    fc.assert(
      fc.property(values, (value) => {
        assert.deepEqual(said(column, value), said(schema, value))
      }),
      { numRuns: 500 },
    )
  })
}
