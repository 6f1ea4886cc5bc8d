/** Applies a diff to the files in a folder, as git does it; as patch does where there is no git. */
import { dirname } from 'node:path'
import { InputError } from '../../contract/index.js'
import { type Ended, run } from '../trees/index.js'
import { hunksOf } from './hunks.js'
import { sectionsFor, sectionsOf } from './sections.js'

/** A diff, and which part of it is wanted. */
export interface Wanted {
  diff: Buffer
  /** Parts to leave out at the front of its paths: `a/`. */
  strip: number
  /** The paths that it changes, and that are wanted. */
  paths: readonly string[]
}

/** What applying came to. */
interface Applied {
  /** Why it does not apply, and what to do, in a line; absent where it does. */
  complaint?: string
  /** Whether lines around a change differ from what the patch says of them. */
  loose: boolean
  /** What a reader should know where it did: hunks that lay elsewhere. */
  notes: string[]
}

/** How many parts may be left out at the front of paths: a/, none at all, or folders above the tree. */
const STRIPS = [1, 0, 2, 3, 4] as const

/** The part of a diff that is wanted; `undefined` where it touches nothing of that. */
export function wantedOf(diff: Buffer, isWanted: (path: string) => boolean): Wanted | undefined {
  for (const strip of STRIPS) {
    // A file that is renamed has two paths, and is wanted by either.
    const sections = sectionsOf(diff.toString('latin1'), strip)
    const named = sections.flatMap(({ paths }) => (paths.some(isWanted) ? paths : []))
    const paths = [...new Set([...named, ...listedByGit(diff, strip).filter(isWanted)])]
    if (paths.length > 0) return { diff, strip, paths }
  }
  return undefined
}

/** Paths that a diff changes, as git reads it: those of changes that have no lines, too. */
function listedByGit(diff: Buffer, strip: number): string[] {
  const { ok, stdout } = git(['--numstat', '-z', `-p${strip}`], { input: diff })
  if (!ok) return []
  const lines = stdout.split('\0').filter((line) => line !== '')
  return lines.map((line) => line.split('\t').slice(2).join('\t'))
}

/** Applies what is wanted of a diff in `folder`; the rest of it is left out. */
export function applyIn(folder: string, wanted: Wanted): Applied {
  // A temporary folder inside of somebody's clone is no part of that clone.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) }
  const includes = wanted.paths.map((path) => `--include=${path.replace(/[[\]*?\\]/g, '\\$&')}`)
  const isBare = hasBareHunks(wanted.diff)
  const options = [
    ...['-v', `-p${wanted.strip}`, '--whitespace=nowarn'],
    ...(isBare ? ['--unidiff-zero'] : []),
    ...includes,
  ]
  const byGit = git(options, { cwd: folder, env, input: wanted.diff })
  if (byGit.missing) return byPatch(folder, wanted)
  const bare = isBare ? ['it has no lines around its changes: they go by line numbers only'] : []
  if (byGit.ok) return { loose: false, notes: [...bare, ...notesOf(byGit.messages)] }
  const again = (...more: string[]) =>
    git([...more, ...options], { cwd: folder, env, input: wanted.diff })
  const loose = again('-C1')
  if (!loose.ok) {
    const error = errorOf(byGit)
    const isThere = !DAMAGED.test(error) && again('-R', '--check').ok
    return {
      complaint: `(${error}); ${isThere ? IS_THERE : wayOut(error)}`,
      loose: false,
      notes: [],
    }
  }
  const differ = 'lines around a change differ from the patch'
  return { loose: true, notes: [differ, ...notesOf(loose.messages)] }
}

/** What git and patch say of a diff that is none from somewhere on. */
const DAMAGED = /corrupt patch|malformed patch|patch fragment without header/

const IS_THERE =
  'what it makes is in the tree already: leave it out, or turn it round where its sides are swapped'

function wayOut(error: string): string {
  return DAMAGED.test(error) ? 'it is damaged: save it again' : 'rebase it onto that version'
}

/** Whether a change to a file has no line of context, as `diff -U0` writes it: git would put it at the end. */
function hasBareHunks(diff: Buffer): boolean {
  return hunksOf(diff.toString('latin1')).some(({ head, lines }) => {
    const isWholeFile = /^@@ -0,0 |^@@ \S+ \+0,0 /.test(head)
    return !isWholeFile && lines.every((line) => /^[-+\\]/.test(line))
  })
}

function git(args: readonly string[], options: Parameters<typeof run>[2]): Ended {
  const settings = ['-c', 'core.autocrlf=false', '-c', 'apply.whitespace=nowarn']
  return run('git', [...settings, 'apply', ...args, '-'], options)
}

/** Hunks that were found away from their line numbers, by file. */
function notesOf(messages: readonly string[]): string[] {
  let file = ''
  return messages.flatMap((line) => {
    file = /^Checking patch (.*?)(?: => .*)?\.\.\.$/.exec(line)?.[1] ?? file
    const offset = /^Hunk #(\d+) succeeded at \d+ \(offset (.*)\)\.?$/.exec(line)
    return offset === null ? [] : [`hunk ${offset[1]} of ${file} lies ${offset[2]} away`]
  })
}

function errorOf({ complaint, messages }: Ended): string {
  const error =
    messages.find((line) => /^error: (patch failed|corrupt patch|.* does not apply)/.test(line)) ??
    messages.find((line) => /^error: (?!while searching)/.test(line)) ??
    complaint
  return error.replace(/^error: /, '')
}

function byPatch(folder: string, { diff, paths, strip }: Wanted): Applied {
  const input = sectionsFor(diff.toString('latin1'), strip, paths)
  const options = [`-p${strip}`, '--batch', '--forward', '--fuzz=0']
  const { complaint, missing, ok, stdout } = run('patch', options, {
    cwd: folder,
    input: Buffer.from(input, 'latin1'),
  })
  if (missing) {
    throw new InputError(
      '--patch needs git or patch, and neither is installed; install one of them',
    )
  }
  const failed = stdout.split('\n').find((line) => line.includes('FAILED'))
  const error = failed ?? complaint
  return {
    ...(!ok && { complaint: `(${error}); ${wayOut(error)}` }),
    loose: false,
    notes: [],
  }
}
