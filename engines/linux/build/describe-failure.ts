/** What a compiler complained of, as what has to be done. */
import { basename, dirname, normalize } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { textOf } from '../library/features.js'
import type { LibraryManifest } from '../library/manifest.js'
import { cacheFolder, type KernelTree } from '../trees/index.js'
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

/** The shim's headers: what libraries share, and beside it what one of them alone needs. */
const SHIM = 'engines/linux/shim/shim.h'

/** One line: the names that are missing and where to add them, or the first error. */
export function describeFailure(
  tree: KernelTree,
  { shim }: Pick<LibraryManifest, 'shim'>,
  failures: readonly Failure[],
): string {
  const where = `--kernel ${tree.reference}:`
  const names = missingNames(tree, failures)
  if (names.length > 0) {
    const list = names.map(({ name, place }) => `${name} (${place})`).join(', ')
    const many = names.length === 1 ? 'a name' : `${names.length} names`
    return `${where} Linux ${tree.version} uses ${many} that the shim does not know: ${list}; add what is missing to engines/linux/${shim} (${SHIM} holds what libraries share) as docs/kernel-tier.md tells`
  }
  const lines = failures.flatMap(({ stderr }) => stderr.split('\n'))
  const first = lines.find((line) => /error|undefined reference/.test(line)) ?? lines[0] ?? ''
  return `${where} Linux ${tree.version} does not compile: ${withoutFolders(tree, first)}; docs/kernel-tier.md tells what the shim can be taught`
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
      const source = textOf(tree, path).split('\n')[Number(number) - 1] ?? ''
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
