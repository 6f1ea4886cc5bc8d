/** The file of measured cross-talk. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { opSchema } from '../../../../engines/schemas/index.js'
import { ResultError, writeFileAtomically } from '../../../../results/record/index.js'

/** By cell, row and direction: ln(time alone / time among others) in one process. */
const processSchema = z.record(
  z.string(),
  z.record(z.string(), z.partialRecord(opSchema, z.number())),
)
export type ProcessApart = z.infer<typeof processSchema>

const crossTalkSchema = z.object({
  schema: z.literal('unmap-bench/cross-talk'),
  startedAt: z.iso.datetime(),
  machine: z.string(),
  version: z.string(),
  /** CPUs that other programs kept busy before it began. */
  busyCpus: z.number().nonnegative(),
  processes: z.array(processSchema),
})
export type CrossTalk = z.infer<typeof crossTalkSchema>

export function saveCrossTalk(path: string, measured: Omit<CrossTalk, 'schema'>): void {
  writeFileAtomically(path, JSON.stringify({ schema: 'unmap-bench/cross-talk', ...measured }))
}

/** @throws ResultError where the file is none of these. */
export function readCrossTalk(path: string): CrossTalk {
  try {
    return crossTalkSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error
    throw new ResultError(`${path} is no file of cross-talk: ${error.message}`)
  }
}
