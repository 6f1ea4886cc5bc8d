/** Where a bundled trace comes from, and the domain to replay it on: the JSON file beside it. */

import { z } from 'zod'
import { MODES } from '../../engines/contract/index.js'
import { strict } from '../cell/checked.js'
import { PAGE_SIZES } from '../cell/domain.js'
import { DOMAIN_CHOICES } from './domains/spaces.js'
import { GRANULE_NAMES } from './granule.js'

const words = z.string().min(1, { error: 'is empty; say it in words' })

/** The domain that a trace is replayed on. */
export const replaySchema = strict({
  ias: z.int().min(12, { error: 'is below 12' }).max(48, { error: 'is above 48' }),
  oas: z.int().min(12, { error: 'is below 12' }).max(48, { error: 'is above 48' }),
  pageSizes: z.array(z.enum(PAGE_SIZES)).min(1, { error: 'is empty; name a page size' }),
  mode: z.enum(MODES).default('coherent-strict'),
})
export type Replay = z.output<typeof replaySchema>

const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'is no SHA-256 in lower-case hexadecimal' })

export const provenanceSchema = strict({
  /** One line for headings. */
  title: words,
  /** The trace's file, beside this one. */
  file: words,
  sha256: sha256Schema,
  captured: z.string().regex(/^\d{4}-\d{2}$/, { error: 'is no month as YYYY-MM' }),
  kernel: words,
  iommu: words,
  /** How the kernel that was traced invalidated. */
  invalidation: z.enum(['strict', 'lazy']),
  granule: z.enum(GRANULE_NAMES),
  device: words,
  /** The command that made the load. */
  workload: words,
  /** What the traced kernel ran in. */
  environment: words,
  traceClock: words,
  events: words,
  /**
   * `one`: a device alone. `derived`: from a table beside the trace, named by `derived`. `inferred`:
   * from what overlaps.
   */
  domains: z.enum(DOMAIN_CHOICES),
  derived: strict({ file: words, sha256: sha256Schema }).optional(),
  licence: words,
  replay: replaySchema,
}).refine(({ domains, derived }) => (domains === 'derived') === (derived !== undefined), {
  error: 'needs derived, a table beside the trace, where domains is derived, and there alone',
})
export type Provenance = z.output<typeof provenanceSchema>
