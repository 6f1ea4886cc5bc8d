import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'

/** Most bytes that a program may print: files of a kernel are smaller. */
const MOST_BYTES = 64 * 1024 * 1024

/** What a program came to; `missing` where it is not installed. */
export interface Ended {
  ok: boolean
  missing: boolean
  stdout: string
  /** Lines that it wrote to standard error, and the first of them. */
  messages: readonly string[]
  complaint: string
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: Partial<SpawnSyncOptionsWithStringEncoding> = {},
): Ended {
  const { error, status, stderr, stdout } = spawnSync(program, [...args], {
    maxBuffer: MOST_BYTES,
    encoding: 'utf8',
    ...options,
  })
  const missing = error !== undefined && 'code' in error && error.code === 'ENOENT'
  const lines = String(stderr ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return {
    ok: status === 0,
    missing,
    stdout: String(stdout ?? ''),
    messages: lines,
    complaint: lines[0] ?? error?.message ?? `it ended with status ${status}`,
  }
}
