/** What `--resume` resumes: a run's journal, and the arguments that it was started with. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../../../engines/contract/index.js'
import { JOURNAL_FILE, LATEST, RESULT_FILE, readJournal } from '../../../results/record/index.js'
import { findRun, newestBegun } from '../../../results/record/runs/index.js'
import { projectCommit } from '../../bench/machine/index.js'
import { type Begun, begunIn, requireSameTool } from '../../bench/record/resume.js'
import { projectVersion } from '../../version.js'
import { runsFolder } from '../runs/runs-folder.js'

/** A run on disk that can be resumed. */
export interface StoppedRun extends Begun {
  folder: string
}

/** @throws InputError or ResultError where there is no such run, or nothing to resume. */
export function loadStoppedRun(name: string): StoppedRun {
  const runs = runsFolder()
  // A run that was killed is what is meant, and `latest` does not lead to it.
  const newest = name === LATEST ? newestBegun(runs) : undefined
  const found = newest ?? findRun(runs, name)
  const folder = found.endsWith(RESULT_FILE) ? dirname(found) : found
  const journal = join(folder, JOURNAL_FILE)
  if (!existsSync(journal)) {
    throw new InputError(`${name}: there is no ${JOURNAL_FILE} in ${folder} to resume from`)
  }
  const begun = begunIn(readJournal(journal))
  // Before its arguments are read, which may be those of another version.
  requireSameTool(begun.header, { version: projectVersion(), ...projectCommit() })
  return { folder, ...begun }
}
