/** What `--resume` goes on with: a run's journal and the options that it was begun with. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../../engines/contract/index.js'
import {
  JOURNAL_FILE,
  type JournalRecord,
  LATEST,
  RESULT_FILE,
  readJournal,
} from '../../results/record/index.js'
import { findRun, newestBegun } from '../../results/record/runs/index.js'
import { projectCommit } from '../bench/machine/index.js'
import { requireSameTool } from '../bench/record/resume.js'
import { projectVersion } from '../version.js'
import { type BenchOptions, parseBenchOptions } from './bench-options.js'
import { runsFolder } from './runs-folder.js'

/** A run on disk that can be gone on with. */
export interface StoppedRun {
  folder: string
  records: JournalRecord[]
}

export interface Resumed {
  run: StoppedRun
  options: BenchOptions
  /** As they were recorded. */
  args: string[]
}

/**
 * Finds a run and reads how it was begun.
 *
 * @param optionsOf turns recorded arguments into options.
 * @throws InputError or ResultError where there is no such run, or nothing to go on with.
 */
export function resume(
  name: string,
  optionsOf: (args: readonly string[]) => Record<string, unknown>,
): Resumed {
  const runs = runsFolder()
  // A run that was killed is what is meant, and `latest` does not lead to it.
  const newest = name === LATEST ? newestBegun(runs) : undefined
  const found = newest ?? findRun(runs, name)
  const folder = found.endsWith(RESULT_FILE) ? dirname(found) : found
  const journal = join(folder, JOURNAL_FILE)
  if (!existsSync(journal)) {
    throw new InputError(`${name}: there is no ${JOURNAL_FILE} in ${folder} to go on with`)
  }
  const records = readJournal(journal)
  const [header] = records
  if (header?.type !== 'header') throw new InputError(`${journal}: it has no header`)
  // Before its options are read, which may be those of another version.
  requireSameTool(header, { version: projectVersion(), ...projectCommit() })
  const args = header.options.arguments
  return { run: { folder, records }, options: parseBenchOptions(optionsOf(args)), args }
}
