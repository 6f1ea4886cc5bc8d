/** What a compiler complained of, as what has to be done. */
import { basename, dirname, normalize } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { textsOf } from '../library/files.js'
import type { LibraryManifest } from '../library/manifest.js'
import { cacheFolder, fits, includedPaths, type KernelTree, namedAs } from '../trees/index.js'
import type { Failure } from './compile.js'

/** A name that a tree uses and the shim has not. */
export interface MissingName {
  name: string
  /** Path within the tree, or within this project where our own code uses it, and line. */
  place: string
}

const MESSAGE = /^(.*?):(\d+):\d+: (?:fatal )?error: (.*)$/

/** How gcc and clang report that what is called is not declared; the name is what they quote. */
const MISSING_CALL: readonly RegExp[] = [
  /implicit declaration of function '(\w+)'/,
  /call to undeclared function '(\w+)'/,
]

/** And what is not called. */
const MISSING: readonly RegExp[] = [
  /'(\w+)' undeclared/,
  /use of undeclared identifier '(\w+)'/,
  /unknown type name '(\w+)'/,
  /invalid use of undefined type '([^']+)'/,
  /has incomplete type '([^']+)'/,
  /incomplete definition of type '([^']+)'/,
  /'([^']+' has no member named '\w+)'/,
  /(no member named '\w+' in '[^']+)'/,
  /^'?([\w/-]+\.h)'?(?:: No such file| file not found)/,
]

/** A macro that is not defined is no name to a compiler: it trips over what comes after it. */
const SYNTAX = /^expected |^macro |type specifier missing/
const MACRO = /^\s*([A-Za-z_]\w*)\s*\(/

/** A function that is declared and nowhere to be found, as linkers report it: by object file or source. */
const UNDEFINED = /(?:([^\s:(]+):\(?[^)\s:]*\)?: )?undefined (?:reference to|symbol:) [`']?(\w+)/

/** Where our own code lies. */
const OURS = 'engines/'

/** The shim's headers: what libraries share, and beside it what one of them alone needs. */
const SHIM = 'engines/linux/shim/shim.h'

/**
 * One line: headers of the tree's own that it lacks, the names that are missing and where to add
 * them, or the first error. What our own code looks for in a tree is no name that a shim could add.
 */
export function describeFailure(
  tree: KernelTree,
  { files, oldest, shim }: DescribedLibrary,
  failures: readonly Failure[],
): string {
  // A patched tree is built beside the same one without its patch: what fails is the patch's.
  const isPatched = tree.patch !== undefined
  const where = `${namedAs(tree)}: ${isPatched ? 'it' : `Linux ${tree.version}`}`
  const headers = missingHeaders(tree, files)
  if (headers.length > 0) {
    const list = headers.map(({ name, place }) => `${name} (included by ${place})`).join(', ')
    return `${where} lacks ${headers.length === 1 ? 'a header' : 'headers'} of its own: ${list}; name a tree that has what its files include`
  }
  const names = missingNames(tree, failures)
  const ours = names.filter(({ place }) => place.startsWith(OURS))
  const theirs = names.filter((name) => !ours.includes(name))
  if (theirs.length > 0) {
    const many = theirs.length === 1 ? 'a name' : `${theirs.length} names`
    return `${where} uses ${many} that the shim does not know: ${listed(theirs)}; ${waysOut(theirs, shim)}`
  }
  if (ours.length > 0) {
    return `${where} lacks what this project's own files look for in it (${oldest.version} is the oldest that they fit): ${listed(ours)}; change those files, as docs/kernel-tier.md says`
  }
  const lines = failures.flatMap(({ stderr }) => stderr.split('\n'))
  const first = lines.find((line) => /error|undefined reference/.test(line)) ?? lines[0] ?? ''
  const hint = isPatched ? '' : '; docs/kernel-tier.md says what the shim can be taught'
  return `${where} does not compile: ${withoutFolders(tree, first)}${hint}`
}

/** How to give a build names that it lacks: symbols of the configuration, and others. */
function waysOut(names: readonly MissingName[], shim: string): string {
  const symbols = names.flatMap(({ name }) => (name.startsWith('CONFIG_') ? [name] : []))
  const settings = symbols.map((symbol) => `${symbol}=VALUE`).join(',')
  return [
    ...(symbols.length > 0 ? [`set --config ${settings}`] : []),
    ...(symbols.length < names.length
      ? [
          `add what is missing to engines/linux/${shim} (${SHIM} holds what libraries share) as docs/kernel-tier.md says`,
        ]
      : []),
  ].join(', and ')
}

/** What of a library a failure is described by. */
type DescribedLibrary = Pick<LibraryManifest, 'shim' | 'files' | 'oldest'>

function listed(names: readonly MissingName[]): string {
  return names.map(({ name, place }) => `${name} (${place})`).join(', ')
}

/** Headers that files of the tree include from their own folder, and that are not there: no shim stands for them. */
function missingHeaders(tree: KernelTree, known: LibraryManifest['files']): MissingName[] {
  const isThere = (path: string) =>
    [...tree.files, ...tree.around].some((file) => file.path === path) ||
    known.some((file) => file.use === 'left-out' && fits(file.path, path))
  const isOwn = (path: string) => known.some((file) => file.followed && fits(file.path, path))
  return tree.files.flatMap((file) =>
    includedPaths(file)
      .filter((path) => isOwn(path) && !isThere(path))
      .map((name) => ({ name, place: file.path })),
  )
}

/** Every missing name once, at its first place. */
export function missingNames(tree: KernelTree, failures: readonly Failure[]): MissingName[] {
  const found = new Map<string, MissingName>()
  const tripped: MissingName[] = []
  const callsAt = new Set<string>()
  const note = (name: string, place: string) => {
    if (!found.has(name)) found.set(name, { name, place })
  }
  for (const line of failures.flatMap(({ stderr }) => stderr.split('\n'))) {
    const undefinedName = UNDEFINED.exec(line)
    if (undefinedName !== null) {
      const [, file = 'the linker', name] = undefinedName
      note(name, tree.files.find(({ path }) => basename(path) === file)?.path ?? basename(file))
    }
    const message = MESSAGE.exec(line)
    if (message === null) continue
    const [, file, number, text] = message
    const path = pathIn(tree, file)
    const place = `${path ?? withoutFolders(tree, file)}:${number}`
    const call = nameIn(MISSING_CALL, text)
    const name = call ?? nameIn(MISSING, text)
    if (call !== undefined) callsAt.add(place)
    if (name !== undefined) note(name, place)
    else if (path !== undefined && SYNTAX.test(text)) {
      const source = textsOf(tree).get(path)?.split('\n')[Number(number) - 1] ?? ''
      const macro = MACRO.exec(source)?.[1]
      if (macro !== undefined) tripped.push({ name: macro, place })
    }
  }
  // What is called may be a macro, which knows what it is handed: a member, say.
  const names = [...found.values()].filter(
    ({ name, place }) => !(callsAt.has(place) && HANDED.test(name) && !isCall(name, failures)),
  )
  // Where nothing is undeclared, what the compiler trips over is the next best.
  return names.length > 0 ? names : tripped.slice(0, 1)
}

/** A name that is no constant's. */
const HANDED = /^[a-z]\w*$/

function isCall(name: string, failures: readonly Failure[]): boolean {
  return failures.some(({ stderr }) => stderr.includes(` function '${name}'`))
}

function nameIn(patterns: readonly RegExp[], text: string): string | undefined {
  const found = patterns.map((pattern) => pattern.exec(text)?.[1])
  return found.find((one) => one !== undefined)?.replaceAll("'", '')
}

/** The path within the tree of a file as a compiler found it: by way of other folders, it may be. */
function pathIn({ files }: KernelTree, file: string): string | undefined {
  const direct = normalize(file)
  return files.find((one) => direct.endsWith(`/${one.path}`))?.path
}

/** Text without the folders of this machine: files are named by their paths in the tree, or in this project. */
function withoutFolders({ files }: KernelTree, text: string): string {
  const direct = text.replace(/\S+/g, (word) => (word.includes('/../') ? normalize(word) : word))
  const path = files.find((one) => direct.includes(`/${one.path}`))?.path
  if (path !== undefined) return direct.slice(direct.indexOf(`/${path}`) + 1)
  return direct.replaceAll(`${projectRoot()}/`, '').replaceAll(`${dirname(cacheFolder())}/`, '')
}
