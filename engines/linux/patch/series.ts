/** What `--patch` names, read: one patch, or several that follow one another. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InputError } from '../../contract/index.js'
import { cloneOf, requireTrusted, run, sha256 } from '../trees/index.js'
import { diffsOf } from './mail.js'

export interface Series {
  /** As it was named. */
  named: string
  /** What the patched tree is called by. */
  name: string
  /** The file's or folder's absolute path; `-` and `REV..REV` as they were named. */
  file: string
  sha256: string
  /** Diffs without the mails around them, in the order in which they are applied. */
  diffs: readonly Buffer[]
  /** What a reader should know of how they were found. */
  notes: readonly string[]
}

const PATCH_NAME = /\.(patch|diff|mbox|eml|txt)(\.gz)?$/
/** The first two bytes of what gzip compressed, as archives of lists hand mailboxes out. */
const GZIP = Buffer.from([0x1f, 0x8b])

/**
 * Reads a patch: a file, a folder of them in the order of their names (or of its `series` file), `-`
 * for standard input, or `REV..REV` of the clone that `tree` names.
 *
 * @throws InputError where there is no such thing.
 */
export function readSeries(named: string, tree: string): Series {
  const path = resolve(named)
  if (named === '-') return seriesOf(named, 'patch', named, [read(named, 0)])
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) {
      return seriesOf(named, basename(path).replace(PATCH_NAME, ''), path, [read(named, path)])
    }
    const files = filesOf(path)
    if (files.length === 0) {
      throw new InputError(`--patch ${named}: the folder has no file *.patch; name one that has`)
    }
    return seriesOf(
      named,
      basename(path),
      path,
      files.map((file) => read(named, file)),
    )
  }
  if (named.includes('..')) return seriesOf(named, named, named, [betweenRevisions(named, tree)])
  throw new InputError(
    `--patch ${named}: there is no such file or folder; name a patch, a folder of patches, - for standard input, or REV..REV of the clone`,
  )
}

function seriesOf(named: string, name: string, file: string, texts: readonly Buffer[]): Series {
  if (texts.every((text) => text.toString('latin1').trim() === '')) {
    throw new InputError(`--patch ${named}: it is empty; name what git diff printed`)
  }
  const found = texts.map((text) => diffsOf(text, named))
  return {
    named,
    name: name.replace(/[^\w.-]+/g, '-'),
    file,
    sha256: sha256(Buffer.concat(texts)),
    diffs: found.flatMap(({ diffs }) => diffs),
    notes: found.flatMap(({ notes }) => notes),
  }
}

function read(named: string, file: string | number): Buffer {
  try {
    const bytes = readFileSync(file)
    return bytes.subarray(0, GZIP.length).equals(GZIP) ? gunzipSync(bytes) : bytes
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new InputError(`--patch ${named}: it cannot be read: ${why}`)
  }
}

/** By quilt's list where a folder has one, else by their names: `git format-patch` numbers them. */
function filesOf(folder: string): string[] {
  const list = join(folder, 'series')
  const names = existsSync(list)
    ? readFileSync(list, 'utf8')
        .split('\n')
        .flatMap((line) => /^\s*(?!#)(\S+)/.exec(line)?.[1] ?? [])
    : readdirSync(folder)
        .filter((name) => PATCH_NAME.test(name) && !/\.txt(\.gz)?$/.test(name))
        // The letter that goes with a series holds no diff.
        .filter((name) => !/^0000-|cover-letter/.test(name))
        .sort()
  return names.map((name) => join(folder, name))
}

function betweenRevisions(named: string, tree: string): Buffer {
  const clone = cloneOf(tree)
  if (clone === undefined) {
    throw new InputError(
      `--patch ${named}: there is no such file, and --kernel ${tree} is no git clone whose revisions it could name`,
    )
  }
  const options = ['--no-ext-diff', '--no-textconv', '--no-color', '--relative']
  const diff = run('git', ['-C', clone, 'diff', ...options, '--end-of-options', named])
  if (!diff.ok) requireTrusted(clone, `--patch ${named}`)
  if (!diff.ok) throw new InputError(`--patch ${named}: ${diff.complaint}`)
  return Buffer.from(diff.stdout)
}
