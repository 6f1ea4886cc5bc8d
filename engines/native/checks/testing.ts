/** Programs that look at what no module tells: C of folders called checks, built as what is timed is built. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { buildReport, nativeFolder } from '../build-report.js'

const NATIVE = join(projectRoot(), 'engines', 'native')

/** A program that waits for a lock would do so for ever. */
const HANG_MS = 30_000

/** What a program is made of beside its own file. */
export interface CheckParts {
  /** Sources of tier native, from its folder, that are compiled with it. */
  sources?: readonly string[]
  /** Objects of the build that is timed, as they are: their sources, from the tier's folder. */
  objects?: readonly string[]
  /** Folders of headers beside the tier's own. */
  headers?: readonly string[]
}

/**
 * Builds a program and runs it.
 *
 * @param file from the tier's folder, or a whole path.
 * @returns the lines that it prints.
 */
export function checked(
  file: string,
  { headers = [], objects = [], sources = [] }: CheckParts = {},
): string[] {
  const report = buildReport()
  assert.ok(report.built)
  const [command, ...prefix] = report.compiler.command.split(/\s+/)
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  try {
    const program = join(folder, 'check')
    const timed = join(nativeFolder(), 'objects', 'timed')
    const built = spawnSync(
      command,
      [
        ...prefix,
        ...report.flags.filter((flag) => flag !== '-mgeneral-regs-only'),
        ...[NATIVE, nativeFolder(), ...headers].flatMap((one) => ['-I', one]),
        ...[file, ...sources],
        ...objects.map((source) => join(timed, source.replace(/\.c$/, '.o'))),
        ...['-o', program],
      ],
      { cwd: NATIVE, encoding: 'utf8' },
    )
    assert.equal(built.status, 0, built.stderr)
    const { status, stdout } = spawnSync(program, { encoding: 'utf8', timeout: HANG_MS })
    assert.equal(status, 0)
    return stdout.trim().split('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
