/**
 * zod schemas of the contract's types, for what comes from files and from other processes. Nothing
 * that times imports them: workers start without zod.
 */
import { z } from 'zod'
import {
  CHOICES,
  type Choices,
  COUNTER_NAMES,
  type DomainConfig,
  FAILING_AT,
  FAILING_ERRORS,
  type Failing,
  OPS,
  SEMANTICS,
  type Semantics,
} from '../contract/index.js'

const count = z.number().int().nonnegative()

export const opSchema = z.enum(OPS)

export const countsSchema = z.partialRecord(z.enum(COUNTER_NAMES), count)

export const domainSchema = z.object({
  ias: count,
  oas: count,
  pgsizeBitmap: count,
  coherent: z.boolean(),
  strict: z.boolean(),
  maxTables: count.optional(),
}) satisfies z.ZodType<DomainConfig>

export const semanticsSchema = z.object({
  coveredTable: z.enum(SEMANTICS.coveredTable),
  insideBlock: z.enum(SEMANTICS.insideBlock),
  blockOverTable: z.enum(SEMANTICS.blockOverTable),
}) satisfies z.ZodType<Semantics>

export const choicesSchema = z.object({
  map: z.enum(CHOICES.map),
  unmap: z.enum(CHOICES.unmap),
  driver: z.enum(CHOICES.driver),
  walk: z.enum(CHOICES.walk),
  gather: z.enum(CHOICES.gather),
  writeBack: z.enum(CHOICES.writeBack),
}) satisfies z.ZodType<Choices>

export const failingSchema = z.object({
  error: z.enum(FAILING_ERRORS),
  at: z.enum(FAILING_AT),
  page: count,
  pages: count,
}) satisfies z.ZodType<Failing>
