/** The traces that come with the project, in `workloads/traces`. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError, projectRoot } from '../../engines/contract/index.js'
import { messageOf, readChecked } from '../checked.js'
import { type Provenance, provenanceSchema } from './provenance.js'

/** The folder that holds traces, each with its provenance. */
export function tracesFolder(): string {
  return join(projectRoot(), 'workloads', 'traces')
}

/** Names of the bundled traces, sorted. */
export function traceNames(): string[] {
  return readdirSync(tracesFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort()
}

/** A bundled trace's provenance; `undefined` where no bundled trace has that name. */
export function bundledTrace(name: string): (Provenance & { path: string }) | undefined {
  if (!traceNames().includes(name)) return undefined
  const provenance = readChecked(join(tracesFolder(), `${name}.json`), provenanceSchema)
  return { ...provenance, path: join(tracesFolder(), provenance.file) }
}

/**
 * Checks that a bundled trace is the one that its provenance speaks of.
 * @throws InputError where it is not, or cannot be read
 */
export function verifyBundledTrace({ path, sha256 }: { path: string; sha256: string }): void {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new InputError(`${path}: cannot be read: ${messageOf(error)}`)
  }
  const actual = createHash('sha256').update(bytes).digest('hex')
  if (actual !== sha256) {
    throw new InputError(
      `${path}: has SHA-256 ${actual}, not ${sha256} as its provenance tells; ` +
        'get the file again, or name your own trace by its path',
    )
  }
}
