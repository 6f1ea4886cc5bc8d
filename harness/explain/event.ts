/** What the layers of an engine did, as plain data: one event for each report to a probe. */
import { z } from 'zod'
import { LAYER_OPS } from '../../engines/index.js'

/** Bytes, a level, an index or a count: exact below 2^53. */
const whole = z.int().min(0)
const op = z.enum(LAYER_OPS)

/** A call of one layer on the next; `pgsize` is 0 where `count` is bytes, or segments of a list. */
const call = { op, iova: whole, pgsize: whole, count: whole }
/** `count` ptes of a table of `level`, from `index` on. */
const ptes = { level: whole, index: whole, count: whole.min(1) }

/** Events of a kind carry the arguments of the probe's method of that name. */
export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('driver-call'), ...call }),
  z.strictObject({ type: z.literal('table-call'), ...call }),
  z.strictObject({ type: z.literal('walk'), iova: whole }),
  z.strictObject({ type: z.literal('visit'), level: whole }),
  z.strictObject({ type: z.literal('read'), ...ptes }),
  z.strictObject({ type: z.literal('write'), ...ptes }),
  z.strictObject({ type: z.literal('cas'), level: whole, index: whole }),
  z.strictObject({ type: z.literal('map-leaves'), page: z.boolean(), count: whole.min(1) }),
  z.strictObject({ type: z.literal('clear-leaves'), count: whole.min(1) }),
  z.strictObject({ type: z.literal('write-back'), index: whole, count: whole.min(1) }),
  z.strictObject({ type: z.literal('write-back-table') }),
  z.strictObject({ type: z.literal('write-barrier') }),
  z.strictObject({ type: z.literal('publish-barrier') }),
  z.strictObject({ type: z.literal('tlb-add'), iova: whole, granule: whole }),
  z.strictObject({ type: z.literal('range-add'), start: whole, end: whole, pgsize: whole }),
  z.strictObject({ type: z.literal('flush-walk'), iova: whole, size: whole, granule: whole }),
  z.strictObject({
    type: z.literal('sync'),
    forced: z.boolean(),
    start: whole,
    end: whole,
    pgsize: whole,
    levels: z.strictObject({ leaves: whole, tables: whole }).optional(),
  }),
  z.strictObject({ type: z.literal('alloc-table'), level: whole }),
  z.strictObject({ type: z.literal('free-tables'), count: whole.min(1) }),
  z.strictObject({ type: z.literal('iova-to-phys'), iova: whole }),
  z.strictObject({ type: z.literal('unmapped'), bytes: whole }),
])

/** One thing that a layer reported. */
export type Event = z.infer<typeof eventSchema>

/** Events of some kinds. */
export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>
