/** Replays batches on builds of any architecture, and says where two of them differ. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Job, writeBatch } from '../../../engines/instructions/index.js'

/** Most bytes that a replay prints. */
const MOST_BYTES = 2 ** 30

/** Cycles of a batch, which are of the program that counts instructions. */
const NO_CYCLES = { warm: 0, few: 0, many: 1 }

/**
 * @param command of a program that engines/native/checks/replay.c was built into.
 * @returns the lines that it prints.
 * @throws Error where it does not end well.
 */
export function replay(command: readonly string[], jobs: readonly Job[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-replay-'))
  try {
    const batch = join(folder, 'batch')
    writeFileSync(batch, writeBatch(jobs, NO_CYCLES))
    const [program, ...args] = command
    const { signal, status, stderr, stdout } = spawnSync(program, [...args, batch], {
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
    })
    if (status !== 0)
      throw new Error(`${command.join(' ')} ended with ${status ?? signal}: ${stderr}`)
    return stdout.trimEnd().split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The first line in which two replays differ, with its engine; `undefined` where none does. */
export function differenceOf(
  jobs: readonly Job[],
  expected: readonly string[],
  found: readonly string[],
): string | undefined {
  const at = Array.from({ length: Math.max(expected.length, found.length) }).findIndex(
    (_, line) => expected[line] !== found[line],
  )
  if (at < 0) return undefined
  const [job] = (expected[at] ?? found[at]).split(' ')
  const { engine } = jobs[Number(job)]
  return `${engine.shape}@${engine.format} does\n  ${found[at]}\ninstead of\n  ${expected[at]}`
}
