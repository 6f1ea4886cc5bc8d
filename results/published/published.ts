/** Figures that others have published, with their sources: what a run can be held against. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../../engines/contract/index.js'
import { describeProblem, ResultError } from '../record/index.js'

const time = z.number().nonnegative()

/** One measurement; times are in the series' unit. */
const rowSchema = z.strictObject({
  op: z.enum(['map', 'unmap']),
  threads: z.number().int().positive(),
  /** Bytes of one buffer. */
  bytes: z.number().int().positive(),
  pageSize: z.number().int().positive().optional(),
  pages: z.number().int().positive().optional(),
  /** Absent where only one state was measured. */
  before: time.optional(),
  after: time,
  /** Means, where `before` and `after` are another statistic. */
  beforeMean: time.optional(),
  afterMean: time.optional(),
  /** Where the series' own says `per row`. */
  hardware: z.string().optional(),
  format: z.string().optional(),
})
export type PublishedRow = z.infer<typeof rowSchema>

const seriesSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  author: z.string(),
  /** Year, with the month where it is known. */
  date: z.string().regex(/^\d{4}(-\d{2})?$/),
  /** A message id, a commit, or a cover letter's title. */
  source: z.string(),
  hardware: z.string(),
  format: z.string(),
  unit: z.enum(['us', 'ns']),
  /** The smallest step of the printed figures, in the unit. */
  resolution: z.number().positive(),
  statistic: z.string(),
  /** What was measured before and after; `null` where there is no before. */
  before: z.string().nullable(),
  after: z.string(),
  notes: z.array(z.string()),
  rows: z.array(rowSchema).min(1),
})
export type PublishedSeries = z.infer<typeof seriesSchema>

const fileSchema = z.strictObject({ note: z.string(), series: z.array(seriesSchema) })

/**
 * Reads the published series.
 *
 * @throws ResultError where the project's own file is damaged.
 */
export function publishedSeries(): PublishedSeries[] {
  const path = join(projectRoot(), 'results', 'published', 'published.json')
  const file = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!file.success) throw new ResultError(`${path}: ${describeProblem(file.error)}`)
  return file.data.series
}
