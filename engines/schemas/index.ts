/**
 * zod schemas of the contract's types, for what comes from files and from other processes. Nothing
 * that times imports them: workers start without zod.
 */
import { z } from 'zod'
import {
  BLOCK_OVER_TABLE,
  type Choices,
  COUNTER_NAMES,
  COVERED_TABLE,
  CUTS,
  type DomainConfig,
  DRIVERS,
  FAILING_AT,
  FAILING_ERRORS,
  type Failing,
  GATHERS,
  INSIDE_BLOCK,
  OPS,
  type Semantics,
  WALKS,
  WRITE_BACKS,
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
  coveredTable: z.enum(COVERED_TABLE),
  insideBlock: z.enum(INSIDE_BLOCK),
  blockOverTable: z.enum(BLOCK_OVER_TABLE),
}) satisfies z.ZodType<Semantics>

export const choicesSchema = z.object({
  map: z.enum(CUTS).exclude(['bytes']),
  unmap: z.enum(CUTS).exclude(['list']),
  driver: z.enum(DRIVERS),
  walk: z.enum(WALKS),
  gather: z.enum(GATHERS),
  writeBack: z.enum(WRITE_BACKS),
}) satisfies z.ZodType<Choices>

export const failingSchema = z.object({
  error: z.enum(FAILING_ERRORS),
  at: z.enum(FAILING_AT),
  page: count,
  pages: count,
}) satisfies z.ZodType<Failing>
