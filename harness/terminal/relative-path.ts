import { isAbsolute, relative } from 'node:path'

/** A path as short as it can be said from the current folder. */
export function relativePath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
