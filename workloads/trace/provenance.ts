/** Where a bundled trace comes from, and the domain to replay it on: the JSON file beside it. */
import { z } from 'zod'
import { MODES } from '../cell.js'
import { strict } from '../checked.js'
import { PAGE_SIZES } from '../domain.js'

const words = z.string().min(1, { error: 'is empty; tell it in words' })

/** The domain that a trace is replayed on. */
export const replaySchema = strict({
  ias: z.int().min(12, { error: 'is below 12' }).max(48, { error: 'is above 48' }),
  oas: z.int().min(12, { error: 'is below 12' }).max(48, { error: 'is above 48' }),
  pageSizes: z.array(z.enum(PAGE_SIZES)).min(1, { error: 'is empty; name a page size' }),
  mode: z.enum(MODES).default('coherent-strict'),
})
export type Replay = z.output<typeof replaySchema>

export const provenanceSchema = strict({
  /** One line for headings. */
  title: words,
  /** The trace's file, beside this one. */
  file: words,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'is no SHA-256 in lower-case hexadecimal' }),
  captured: z.string().regex(/^\d{4}-\d{2}$/, { error: 'is no month as YYYY-MM' }),
  kernel: words,
  iommu: words,
  /** How the kernel that was traced invalidated. */
  invalidation: z.enum(['strict', 'lazy']),
  granule: z.enum(['4K', '16K', '64K']),
  device: words,
  /** The command that made the load. */
  workload: words,
  /** What the traced kernel ran in. */
  environment: words,
  traceClock: words,
  events: words,
  licence: words,
  replay: replaySchema,
})
export type Provenance = z.output<typeof provenanceSchema>
