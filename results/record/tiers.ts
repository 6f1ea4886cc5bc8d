/** What a result says of the tiers that it was made with, and of what was measured beside them. */
import { z } from 'zod'

/** No item of work takes a second. */
const nanoseconds = z.number().nonnegative().max(1e9)

const compilerSchema = z.object({ command: z.string(), version: z.string() })

/** What was compiled for a tier, and how. */
export const tierBuildSchema = z.object({
  compiler: compilerSchema,
  /** What all that is timed was compiled with. */
  flags: z.array(z.string()),
  /** Flags beside those, by build variant: `timed`, `counted`, `retpoline`, `clang`. */
  variants: z.record(z.string(), z.array(z.string())),
  /** Compilers of build variants that are not the tier's own, by their names. */
  compilers: z.record(z.string(), compilerSchema).optional(),
  /** Why a variant was not built, by its name. */
  missing: z.record(z.string(), z.string()).optional(),
  /** The instruction that ptes are written back with where the walker does not snoop, and its barrier. */
  writeBack: z.string().optional(),
  /** For tiers whose source is not the project's own. */
  source: z
    .object({
      version: z.string(),
      /** SHA-256 of each file, by its path. */
      files: z.record(z.string(), z.string()),
      /** Symbols of the kernel's configuration that were set, by their names. */
      config: z.record(z.string(), z.string()).optional(),
      /** The patch that was applied to them. */
      patch: z.string().optional(),
    })
    .optional(),
})
export type TierBuild = z.infer<typeof tierBuildSchema>

/** A tier that the machine did not have. */
export const absentTierSchema = z.object({
  tier: z.string(),
  why: z.string(),
  /** The command that adds it, where there is one. */
  remedy: z.string().optional(),
})
export type AbsentTier = z.infer<typeof absentTierSchema>

/** What the machine itself takes for an item of work: no engine can do it for less. */
export const measuredLimitSchema = z.object({
  tier: z.string(),
  /** What an item is: `bare store`, `indirect call`, `dependent load` ...; `tape floor` is an operation. */
  name: z.string(),
  /** The build that it was measured in; calls differ between them. */
  build: z.string(),
  /** Bytes of memory that it worked on, where that matters. */
  bytes: z.number().int().positive().optional(),
  /** The cell that it is of, and how many of them one cycle of the cell has. */
  cell: z.string().optional(),
  items: z.number().int().positive().optional(),
  /** Whether that number is an assumption: the trace does not name them. */
  assumed: z.boolean().optional(),
  /** Of translations: entries of tables that all of a cycle access, and by call shape those that its unmaps do. */
  accesses: z
    .object({
      items: z.number().int().positive(),
      unmaps: z.record(z.string(), z.number().int().positive()),
    })
    .optional(),
  /** Of translations: nanoseconds of all unmaps of a cycle by themselves, by call shape. */
  unmapNs: z.record(z.string(), nanoseconds).optional(),
  /** Nanoseconds of one item, by the monotonic clock and by the processor's: medians. */
  ns: nanoseconds,
  cpuNs: nanoseconds,
})
export type MeasuredLimit = z.infer<typeof measuredLimitSchema>

/** The fields of a result that this file is about; none is there in results of older versions. */
export const tierFields = {
  /** By the tier's name. */
  tiers: z.record(z.string(), tierBuildSchema).optional(),
  absent: z.array(absentTierSchema).optional(),
  limits: z.array(measuredLimitSchema).optional(),
}
