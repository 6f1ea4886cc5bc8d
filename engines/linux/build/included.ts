/**
 * All that a source can include, whatever the preprocessor makes of its conditions: found by reading,
 * which takes no process. A name is looked for in every folder that the compiler looks in, and each file
 * of it counts: which of them is the one does not matter then.
 */
import { spawnSync } from 'node:child_process'
import { dirname, isAbsolute, join } from 'node:path'
import { textOf } from '../../contract/index.js'
import { sha256 } from '../trees/index.js'

/** By a name, by a macro, or in another way; anything else behind it stands in a comment. */
const INCLUDE =
  /^[ \t]*#[ \t]*(?:include|include_next|import)\b[ \t]*(?:["<]([^">\n]+)[">]|(\w+)|["</])/gm
const DEFINE = /^[ \t]*#[ \t]*define[ \t]+(\w+)/gm
/** What compilers include unasked. */
const UNASKED = 'stdc-predef.h'

interface File {
  sha256: string
  /** What it includes by name. */
  names: readonly string[]
  /** What it includes by a macro; one without a name is made of more than a macro. */
  macros: readonly string[]
  defines: ReadonlySet<string>
}

/** Where a compiler looks for headers of its own and of the system, by its command and flags. */
const systems = new Map<string, readonly string[]>()

function systemFolders(command: string): readonly string[] {
  const known = systems.get(command)
  if (known !== undefined) return known
  const [program, ...prefix] = command.split(/\s+/)
  const env = { ...process.env, LC_ALL: 'C' }
  const args = [...prefix, '-E', '-v', '-x', 'c', '/dev/null', '-o', '/dev/null']
  const { stderr } = spawnSync(program, args, { encoding: 'utf8', env })
  const [, listed = ''] = /search starts here:\n([\s\S]*?)^End of search/m.exec(stderr ?? '') ?? []
  const folders = [...listed.matchAll(/^ (\/.*)$/gm)].map(([, folder]) => folder)
  systems.set(command, folders)
  return folders
}

/** Files that were read, by their paths; each is once. */
type Files = Map<string, File | undefined>

function readOnce(files: Files, path: string): File | undefined {
  if (!files.has(path)) files.set(path, readIncludes(path))
  return files.get(path)
}

/** Those of the system do not change while a process runs; what is compiled may. */
const ofSystem: Files = new Map()

function readIncludes(path: string): File | undefined {
  const text = textOf(path)
  if (text === undefined) return undefined
  const whole = text.replace(/\\\n/g, ' ')
  const found = [...whole.matchAll(INCLUDE)]
  return {
    sha256: sha256(text),
    names: found.flatMap(([, name]) => (name === undefined ? [] : [name])),
    macros: found.flatMap(([, name, macro = '']) => (name === undefined ? [macro] : [])),
    defines: new Set([...whole.matchAll(DEFINE)].map(([, name = '']) => name)),
  }
}

export interface Compilation {
  command: string
  args: readonly string[]
  source: string
  /** What it is called is no part of what is read. */
  folder: string
}

/**
 * What a compilation can read: sums of files by their paths, those below its own folder by their paths in
 * it. `undefined` where a name is made by a macro that one of them may define.
 */
export function readBy({ args, command, folder, source }: Compilation): string[] | undefined {
  const system = systemFolders(command)
  if (system.length === 0) return undefined
  const own = args.flatMap((arg, at) =>
    args[at - 1] === '-I' || args[at - 1] === '-isystem' ? [arg] : [],
  )
  const unasked = args.filter((_, at) => args[at - 1] === '-include')
  const files: Files = new Map()
  const sums: string[] = []
  const seen = new Set<string>()
  const macros = new Set<string>()
  const defined = new Set<string>()

  const filesWith = (path: string) =>
    system.some((one) => path.startsWith(`${one}/`)) ? ofSystem : files
  const take = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const file = readOnce(filesWith(path), path)
    if (file === undefined) return
    const inside = folder !== '' && path.startsWith(`${folder}/`)
    sums.push(`${inside ? path.slice(folder.length) : path} ${file.sha256}`)
    for (const name of file.names) find(name, dirname(path))
    for (const macro of file.macros) {
      macros.add(macro)
      const name = namedBy(args, macro)
      if (name !== undefined) find(name, dirname(path))
    }
    for (const name of file.defines) defined.add(name)
  }
  /** What includes a file is looked beside first. */
  const find = (name: string, beside?: string) => {
    if (isAbsolute(name)) return take(name)
    if (beside !== undefined) take(join(beside, name))
    if (seen.has(name)) return
    seen.add(name)
    for (const one of own) take(join(one, name))
    for (const one of system) take(join(one, name))
  }

  take(source)
  for (const name of [UNASKED, ...unasked]) find(name)
  // What nobody defines includes nothing.
  const isDefined = (macro: string) =>
    defined.has(macro) || (isFlagged(args, macro) && namedBy(args, macro) === undefined)
  const unknown = [...macros].some((macro) => macro === '' || isDefined(macro))
  return unknown || sums.length === 0 ? undefined : sums
}

/** The name that a flag gives to a macro: `-DMACRO="name"`. */
function namedBy(args: readonly string[], macro: string): string | undefined {
  const flag = `-D${macro}=`
  const value = args.find((arg) => arg.startsWith(flag))?.slice(flag.length)
  return value === undefined ? undefined : /^["<](.+)[">]$/.exec(value)?.[1]
}

function isFlagged(args: readonly string[], macro: string): boolean {
  return args.some((arg) => arg === `-D${macro}` || arg.startsWith(`-D${macro}=`))
}
