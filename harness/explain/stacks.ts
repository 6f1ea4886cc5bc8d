/** Collapsed stacks, as flame-graph viewers open them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../engines/index.js'
import { METER_REMEDY } from '../../engines/instructions/index.js'
import type { EngineInstructions } from './instructions.js'

/**
 * Writes a file for each engine and operation on a buffer: a line for each stack, functions from the
 * outermost on with `;` between them, then a blank and its instructions.
 *
 * @returns the files.
 * @throws InputError where the folder cannot be written to.
 */
export function writeStacks(
  folder: string,
  ops: readonly ('map' | 'unmap')[],
  counted: readonly EngineInstructions[],
): string[] {
  if (counted.some(({ buffer }) => ops.some((op) => buffer[op]?.stacks === undefined))) {
    throw new InputError(
      `--stacks ${folder}: only valgrind counts by function; ${METER_REMEDY} adds it`,
    )
  }
  try {
    mkdirSync(folder, { recursive: true })
    return counted.flatMap(({ buffer, engine }) =>
      ops.map((op) => {
        const file = join(folder, `${engine.id.replaceAll('/', '-')}-${op}.txt`)
        const stacks = Object.entries(buffer[op]?.stacks ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
        writeFileSync(file, stacks.map(([stack, count]) => `${stack} ${count}\n`).join(''))
        return file
      }),
    )
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new InputError(`--stacks ${folder} cannot be written: ${why}`)
  }
}
