/** How a command line names an engine: by its id, or by the path of a module, `./mine.ts` or `./format.ts#punt`. */
import { extname } from 'node:path'

const MODULES = ['.js', '.mjs', '.ts', '.mts']

/** Whether a reference to an engine is the path of a module, not the id of a built-in engine. */
export function isModulePath(reference: string): boolean {
  return MODULES.includes(extname(splitReference(reference).path))
}

/** A module's path, and behind `#` the call shape that is meant where it brings a format. */
export function splitReference(reference: string): { path: string; shape: string | undefined } {
  const [, path = '', shape] = /^(.*?)(?:#([^#/]*))?$/.exec(reference) ?? []
  return { path, shape }
}
