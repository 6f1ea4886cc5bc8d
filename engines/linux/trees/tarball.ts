/** Tarballs, as Debian's linux-source-X installs one: the files that are needed are taken out once. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../../contract/index.js'
import { cacheFolder, fillFolder } from './cache.js'
import { sha256 } from './kernel-tree.js'
import { run } from './run.js'

/**
 * The folder that a tarball's files were taken out into; a `*` in a path stands for any name.
 *
 * @throws InputError where it is no tarball that tar can read.
 */
export async function openTarball(file: string, paths: readonly string[]): Promise<string> {
  const wanted = sha256([...paths].sort().join('\n')).slice(0, 8)
  const folder = join(cacheFolder(), 'trees', `${await sha256OfFile(file)}-${wanted}`)
  if (!existsSync(folder)) await fillFolder(folder, (into) => extract(file, paths, into))
  return folder
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Files lie below one top folder, whatever that is called; those that are not there are left out. */
function extract(file: string, paths: readonly string[], into: string): void {
  const patterns = paths.map((path) => `*/${path}`)
  const options = ['--strip-components=1', '--wildcards', '--no-wildcards-match-slash']
  const { complaint, missing, ok } = run('tar', ['-xf', file, '-C', into, ...options, ...patterns])
  if (missing) throw new InputError(`--kernel ${file}: tar is not installed; name a source folder`)
  if (ok || paths.some((path) => existsSync(join(into, path)))) return
  throw new InputError(
    `--kernel ${file}: it is no tarball of a Linux source tree that tar can read (${complaint}); name another, or a source folder`,
  )
}
