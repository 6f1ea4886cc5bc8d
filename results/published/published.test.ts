/**
 * Figures that others have published, transcribed with their sources, for whoever holds a run against
 * them (docs/README.md). No code reads them: this test says what the file holds, and that it does.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { projectRoot } from '../../engines/contract/index.js'

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

const fileSchema = z.strictObject({ note: z.string(), series: z.array(seriesSchema) })

const { series: SERIES } = fileSchema.parse(
  JSON.parse(readFileSync(join(projectRoot(), 'results', 'published', 'published.json'), 'utf8')),
)

test('each series has an id of its own', () => {
  const ids = SERIES.map(({ id }) => id)
  assert.ok(ids.includes('chen-2021-smmuv3'))
  assert.equal(new Set(ids).size, ids.length)
})

test('a series with a before has one in every row, and no other has', () => {
  for (const { id, before, rows } of SERIES) {
    for (const row of rows) assert.equal(row.before !== undefined, before !== null, id)
  }
})

test('a figure is as it was transcribed', () => {
  const chen = SERIES.find(({ id }) => id === 'chen-2021-smmuv3')
  const row = chen?.rows.find((r) => r.op === 'unmap' && r.threads === 1 && r.bytes === 1048576)
  assert.equal(row?.before, 53.9)
  assert.equal(row?.after, 19.3)
  assert.equal(chen?.unit, 'us')
})
