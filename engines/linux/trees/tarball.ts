/** Tarballs, as Debian's linux-source-X installs one: the files that are needed are taken out once. */
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../../contract/index.js'
import { cacheFolder, fillFolder } from './cache.js'
import { sha256 } from './kernel-tree.js'
import { run } from './run.js'
import { versionOf } from './version.js'

/** Folders that a tarball may have above its tree, each by any name: none, one as most have, or more. */
const TOPS = ['', '*/', '*/*/', '*/*/*/'].flatMap((top) => [top, `./${top}`])

/** Programs that tar calls to decompress, by how files end, and the packages that have them. */
const DECOMPRESSORS: Readonly<Record<string, string>> = {
  '.xz': 'xz-utils',
  '.zst': 'zstd',
  '.bz2': 'bzip2',
  '.lz': 'lzip',
}

/** What tar says of a file that is cut short or has changed; what lies behind a whole one is no damage. */
const DAMAGED = /not recoverable|Skipping to next header/
const WHOLE = /trailing garbage.* ignored/

/**
 * The folder that a tarball's files were taken out into; a `*` in a path stands for any name.
 *
 * @throws InputError where it is no tarball that tar can read.
 */
export async function openTarball(file: string, paths: readonly string[]): Promise<string> {
  const wanted = sha256([...paths].sort().join('\n')).slice(0, 8)
  const folder = join(cacheFolder(), 'trees', `${identityOf(file)}-${wanted}`)
  if (!existsSync(folder)) await fillFolder(folder, (into) => extract(file, paths, into))
  return folder
}

/** Which file it is, and as of when: to read all of it would take every start of a command a second. */
function identityOf(file: string): string {
  const { ctimeNs, dev, ino, mtimeNs, size } = statSync(file, { bigint: true })
  return sha256([realpathSync(file), dev, ino, size, mtimeNs, ctimeNs].join('\n'))
}

/**
 * How tar is run: it matches bytes, since characters take it longer than decompressing does, and its
 * messages are English; xz decompresses on all CPUs where the file was compressed in blocks.
 */
const ENVIRONMENT = { LC_ALL: 'C', XZ_DEFAULTS: '-T0' }

/** Takes out what is there, and moves the tree's top into `into`. */
function extract(file: string, paths: readonly string[], into: string): void {
  const patterns = TOPS.flatMap((top) => paths.map((path) => `${top}${path}`))
  const unpacked = join(into, '.unpacked')
  const options = ['--wildcards', '--no-wildcards-match-slash', '--one-top-level=.unpacked']
  const { messages, missing } = run('tar', ['-xf', file, '-C', into, ...options, ...patterns], {
    env: { ...process.env, ...ENVIRONMENT },
  })
  if (missing) throw new InputError(`--kernel ${file}: tar is not installed; name a source folder`)
  const top = topOf(unpacked)
  if (top === undefined) {
    throw new InputError(`--kernel ${file}: ${complaintOf(file, messages)}`)
  }
  const all = messages.join('\n')
  if (DAMAGED.test(all) && !WHOLE.test(all)) {
    const why = saidOf(messages)
    throw new InputError(`--kernel ${file}: the tarball is damaged (${why}); copy it again`)
  }
  for (const name of readdirSync(top)) renameSync(join(top, name), join(into, name))
  rmSync(unpacked, { recursive: true })
}

/** The highest folder whose Makefile names a kernel's version. */
function topOf(unpacked: string): string | undefined {
  if (!existsSync(unpacked)) return undefined
  return readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'Makefile')
    .map((path) => join(unpacked, path))
    .sort((a, b) => depth(a) - depth(b))
    .filter((path) => versionOf(readFileSync(path, 'utf8')) !== undefined)
    .map(dirname)
    .at(0)
}

function depth(path: string): number {
  return path.split('/').length
}

/** What is wrong, of what tar says: that a tree has not all of the files is not. */
function saidOf(messages: readonly string[]): string | undefined {
  return messages.find((line) => !/Not found in archive|Exiting with failure/.test(line))
}

function complaintOf(file: string, messages: readonly string[]): string {
  const said = saidOf(messages)
  const ending = Object.keys(DECOMPRESSORS).find((one) => file.endsWith(one))
  if (ending !== undefined && /Cannot exec|not found/.test(messages.join('\n'))) {
    return `tar cannot decompress it (${said}); apt-get install ${DECOMPRESSORS[ending]}`
  }
  const why = said === undefined ? 'none of its Makefiles names a version' : said
  return `it is no tarball of a Linux source tree that tar can read (${why}); name another, or a source folder`
}
