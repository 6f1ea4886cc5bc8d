/** The traces that come with the project, in `workloads/traces`. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, projectRoot } from '../../engines/contract/index.js'
import { messageOf, namesIn, readChecked } from '../cell/checked.js'
import { derivedDomains } from './domains/derived.js'
import { inferDomains } from './domains/infer.js'
import { numbered, ONE_SPACE, type Spaces } from './domains/spaces.js'
import { type Provenance, provenanceSchema } from './provenance.js'
import { readText, readTraceSync } from './read.js'
import { requireReplayable } from './replayable.js'
import type { Trace } from './text/trace.js'

/** The folder that holds traces, each with its provenance. */
export function tracesFolder(): string {
  return join(projectRoot(), 'workloads', 'traces')
}

/** Names of the bundled traces, sorted. */
export function traceNames(): string[] {
  return namesIn(tracesFolder())
}

/** A bundled trace: its provenance, and where its files are. */
export type BundledTrace = Provenance & { path: string }

/** The bundled trace of that name; `undefined` where there is none. */
export function bundledTrace(name: string): BundledTrace | undefined {
  if (!traceNames().includes(name)) return undefined
  const provenance = readChecked(join(tracesFolder(), `${name}.json`), provenanceSchema)
  return { ...provenance, path: join(tracesFolder(), provenance.file) }
}

/**
 * Checks that a bundled trace is the one that its provenance speaks of, and the table of its domains.
 * @throws InputError where it is not, or cannot be read
 */
export function verifyBundledTrace({ path, sha256, derived }: BundledTrace): void {
  verifyFile(path, sha256)
  if (derived !== undefined) verifyFile(join(tracesFolder(), derived.file), derived.sha256)
}

/**
 * A bundled trace, and the domains of its events.
 * @throws InputError where a file is not the one that its provenance speaks of
 */
export function readBundledTrace(bundled: BundledTrace): { trace: Trace; spaces: Spaces } {
  verifyBundledTrace(bundled)
  const { path, domains, derived } = bundled
  const trace = readTraceSync(path)
  requireReplayable(trace, false)
  if (domains === 'one') return { trace, spaces: ONE_SPACE }
  if (derived === undefined) {
    return { trace, spaces: numbered('inferred', inferDomains(trace.events, path)) }
  }
  const table = join(tracesFolder(), derived.file)
  return {
    trace,
    spaces: numbered('derived', derivedDomains(readText(table), table, trace.events)),
  }
}

function verifyFile(path: string, sha256: string): void {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new InputError(`${path}: cannot be read: ${messageOf(error)}`)
  }
  const actual = createHash('sha256').update(bytes).digest('hex')
  if (actual !== sha256) {
    throw new InputError(
      `${path}: has SHA-256 ${actual}, not ${sha256} as its provenance says; ` +
        'get the file again, or name your own trace by its path',
    )
  }
}
