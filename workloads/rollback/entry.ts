/** Rollbacks as suites write them: a cell for each place to fail at. */
import { z } from 'zod'
import { FAILING_AT, FAILING_ERRORS } from '../../engines/contract/index.js'
import { strict } from '../cell/checked.js'
import { modeSchema, pageSizesSchema, sizeSchema } from '../cell/suite-fields.js'

export const rollbackSchema = strict({
  size: sizeSchema,
  pageSizes: pageSizesSchema.prefault('4K'),
  error: z.enum(FAILING_ERRORS),
  at: z.array(z.enum(FAILING_AT)).min(1, { error: 'is empty; name a place, such as first-page' }),
  mode: modeSchema,
})
