/** How a command line names an engine: by its id, or by the path of a module, `./mine.ts` or `./format.ts#punt`. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { InputError } from '../../engines/contract/index.js'

const MODULES = ['.js', '.mjs', '.ts', '.mts']

/** Whether a reference to an engine is the path of a module, not the id of a built-in engine. */
export function isModulePath(reference: string): boolean {
  return MODULES.includes(extname(splitReference(reference).path))
}

/** @throws InputError for the path of a file that is there and no module: it is no engine's id either. */
export function requireNoFile(reference: string): void {
  if (!reference.includes('/') || !existsSync(reference)) return
  throw new InputError(`${reference} is no module: its name is to end in ${MODULES.join(', ')}`)
}

/** A module's path, and behind `#` the call shape that is meant where it brings a format. */
export function splitReference(reference: string): { path: string; shape: string | undefined } {
  const [, path = '', shape] = /^(.*?)(?:#([^#/]*))?$/.exec(reference) ?? []
  return { path, shape }
}
