/**
 * A batch as the program that counts instructions reads it: engines/native/instructions/batch.h
 * says how it is laid out.
 */
import { type DomainConfig, type EngineInProgram, OPS, type Tape } from '../contract/index.js'
import { mostTables } from '../native/index.js'

/** An engine, what it is opened on and what it runs. */
export interface Job {
  engine: EngineInProgram
  domain: DomainConfig
  tape: Tape
}

/** Cycles of a tape: those before anything is counted, and the two numbers that are subtracted. */
export interface Cycles {
  warm: number
  few: number
  many: number
}

/** A word: both architectures that there are programs for keep the lowest byte of a word first. */
const MAGIC = Buffer.from('UBBATCH1', 'latin1')
const WORD = 8
const NAME_BYTES = 32

/** Writes a batch; jobs with one tape share it. */
export function writeBatch(jobs: readonly Job[], { warm, few, many }: Cycles): Buffer {
  const tapes = [...new Set(jobs.map(({ tape }) => tape))]
  const parts = [
    words(warm, few, many, tapes.length, jobs.length),
    ...tapes.flatMap(tapeParts),
    ...jobs.flatMap((job) => jobParts(job, tapes.indexOf(job.tape))),
  ]
  const bytes = 2 * WORD + parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([MAGIC, words(bytes), ...parts])
}

function tapeParts({ continues, iova, op, paddr, phases, size }: Tape): Buffer[] {
  return [
    words(op.length, phases.length),
    ...phases.map((phase) =>
      words(OPS.indexOf(phase.op), phase.timed ? 1 : 0, phase.from, phase.to),
    ),
    ...[op, continues].map(padded),
    ...[iova, paddr, size].map((column) => words(...column)),
  ]
}

function jobParts({ domain, engine }: Job, tape: number): Buffer[] {
  const { coherent, ias, maxTables = mostTables(engine.format), oas, pgsizeBitmap, strict } = domain
  return [
    words(tape),
    ...[engine.shape, engine.format, engine.driver].map(name),
    words(ias, oas, pgsizeBitmap, coherent ? 1 : 0, strict ? 1 : 0, maxTables),
  ]
}

function words(...numbers: number[]): Buffer {
  return Buffer.from(BigUint64Array.from(numbers, BigInt).buffer)
}

function name(text: string): Buffer {
  const bytes = Buffer.alloc(NAME_BYTES)
  if (bytes.write(text, 0, NAME_BYTES - 1, 'latin1') < text.length) {
    throw new RangeError(`the name ${text} is longer than ${NAME_BYTES - 1} letters`)
  }
  return bytes
}

function padded(column: Uint8Array): Buffer {
  return Buffer.concat([column], Math.ceil(column.length / WORD) * WORD)
}
