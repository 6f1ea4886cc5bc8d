import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InputError } from '../../engines/contract/index.js'

/** @throws InputError where no file can be at the path that --out names, before the work that it is for. */
export function requireOutFile(path: string): void {
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) throw new InputError(`--out ${path}: there is no folder ${folder}`)
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new InputError(`--out ${path} is a folder: name a file in it`)
  }
}
