/** Suites: JSON files that say which engines run in which cells. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError, nearest, projectRoot } from '../engines/contract/index.js'
import { namesIn, readChecked } from './cell/checked.js'
import { type SuiteFile, suiteSchema } from './suite-schema.js'

/** A suite as its file says it, and where the file is. */
export type Suite = SuiteFile & { path: string }

function suitesFolder(): string {
  return join(projectRoot(), 'workloads', 'suites')
}

/** Names of the suites that come with the project, sorted. */
export function suiteNames(): string[] {
  return namesIn(suitesFolder())
}

/**
 * Loads a suite by name, or by the path of a JSON file of the user's own.
 * @throws InputError where there is none, or where it is not valid
 */
export function loadSuite(nameOrPath: string): Suite {
  const path = suiteNames().includes(nameOrPath)
    ? join(suitesFolder(), `${nameOrPath}.json`)
    : resolve(nameOrPath)
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new InputError(
      `suite ${nameOrPath} is neither one of ${suiteNames().join(', ')} nor a file` +
        nearest(nameOrPath, suiteNames()),
    )
  }
  return { ...readChecked(path, suiteSchema), path }
}
