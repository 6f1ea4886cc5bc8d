/** Instructions of operations on a buffer, by engines in C. */
import { type Engine, InputError } from '../../engines/index.js'
import {
  type CycleInstructions,
  countInstructions,
  findMeter,
  type Job,
  METER_REMEDY,
} from '../../engines/instructions/index.js'
import { smallestPage } from '../../workloads/index.js'
import type { Buffer } from './buffer.js'
import { tapeOf } from './tape-of.js'

/** What one engine takes: for the buffer, and for one page at its place. */
export interface EngineInstructions {
  engine: Pick<Engine, 'id'>
  buffer: CycleInstructions
  page: CycleInstructions
}

/**
 * Counts a map and an unmap, over and over on one domain: tables that stay are there already.
 *
 * @throws InputError where an engine is not in C, or nothing can count.
 */
export async function countBuffer(
  engines: ReadonlyArray<Pick<Engine, 'id' | 'inProgram'>>,
  buffer: Buffer,
): Promise<EngineInstructions[]> {
  const page = { ...buffer, size: smallestPage(buffer.domain.pgsizeBitmap), pieces: undefined }
  const jobs = engines.flatMap((engine) => [jobOf(engine, buffer), jobOf(engine, page)])
  const meter = findMeter()
  const answers = await countInstructions(jobs, { meter })
  const cycles = answers.map((answer) => {
    if ('cycle' in answer) return answer.cycle
    const way = meter.source === 'callgrind' ? '' : `; ${METER_REMEDY} adds a way to count`
    throw new InputError(`instructions cannot be counted: ${answer.why}${way}`)
  })
  return engines.map((engine, at) => ({
    engine,
    buffer: cycles[2 * at],
    page: cycles[2 * at + 1],
  }))
}

function jobOf(engine: Pick<Engine, 'id' | 'inProgram'>, buffer: Buffer): Job {
  const program = engine.inProgram?.()
  if (program === undefined) {
    throw new InputError(`${engine.id} is not of a tier in C: its instructions cannot be counted`)
  }
  return { engine: program, domain: buffer.domain, tape: tapeOf(buffer) }
}
