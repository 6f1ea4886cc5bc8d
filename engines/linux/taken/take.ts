/**
 * What a library uses and the shim lacks, taken from the tree's own headers: single definitions, in
 * a header of their own that the library's files come to include.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { cFilesBelow } from '../../native/index.js'
import { fileOf, type KernelFile, type KernelTree } from '../trees/index.js'
import { type Definition, definitionsIn, identifiersIn, withoutComments } from './definitions.js'
import { isConsulted } from './headers.js'

/** The header, among the files of the tree that is built. */
export const TAKEN = 'include/taken-from-this-tree.h'

/**
 * The tree with definitions of names that were missing, and of all that these use and nobody has;
 * `undefined` where its headers have none that it has not taken yet.
 */
export function withTaken(tree: KernelTree, missing: readonly string[]): KernelTree | undefined {
  const known = knownNames()
  const all = definitionsOf(tree)
  const before = tree.files.find(({ path }) => path === TAKEN)
  const taken = new Map(before === undefined ? [] : takenIn(before))
  const size = taken.size
  for (const name of missing) take(name, all, known, taken)
  if (taken.size === size) return undefined
  const others = tree.files.filter(({ path }) => path !== TAKEN)
  return { ...tree, files: [...others, headerOf([...taken.values()])] }
}

/**
 * Headers of these that a patch changes, and whether a build has the change: it has not where the shim has what
 * the libraries use of them, or they use none of it.
 */
export function changedHeaders(
  before: KernelTree,
  after: KernelTree,
): Array<{ path: string; built: boolean }> {
  const changed = after.around.filter(
    ({ path, sha256 }) =>
      isConsulted(path) && !before.around.some((one) => one.path === path && one.sha256 === sha256),
  )
  if (changed.length === 0) return []
  const known = knownNames()
  const all = definitionsOf(after)
  const taken = new Map<string, Definition>()
  const used = identifiersIn(after.files.map(({ text }) => withoutComments(text)).join('\n'))
  for (const name of used) if (!known.has(name)) take(name, all, known, taken)
  const textBefore = ({ path }: KernelFile) =>
    before.around.find((one) => one.path === path)?.text ?? ''
  const isBuilt = (header: KernelFile) => {
    const old = definitionsIn(textBefore(header))
    return [...definitionsIn(header.text)].some(
      ([name, { text }]) => taken.get(name)?.text === text && old.get(name)?.text !== text,
    )
  }
  return changed.map((header) => ({ path: header.path, built: isBuilt(header) }))
}

/** What the header has of the tree, without what is ours. */
export function takenIn({ text }: Pick<KernelFile, 'text'>): Map<string, Definition> {
  const [, behind = ''] = text.split(`${WRITTEN_WITH.at(-1)}\n`)
  return definitionsIn(behind)
}

/** Adds a definition behind those that it uses: a function is declared before its callers. */
function take(
  name: string,
  all: ReadonlyMap<string, Definition>,
  known: ReadonlySet<string>,
  taken: Map<string, Definition>,
  within: ReadonlySet<string> = new Set(),
): void {
  const definition = all.get(name)
  if (definition === undefined || taken.has(name) || within.has(name)) return
  const inside = new Set(within).add(name)
  for (const other of usedIn(definition, all)) {
    if (!known.has(other)) take(other, all, known, taken, inside)
  }
  taken.set(name, definition)
}

/** What a definition names, and where it pastes a name together, all that begin so. */
function usedIn({ text }: Definition, all: ReadonlyMap<string, Definition>): Set<string> {
  const used = identifiersIn(text)
  for (const [, start] of text.matchAll(/\b(\w*[a-z]_)\s*##/g)) {
    for (const name of all.keys()) if (name.startsWith(start)) used.add(name)
  }
  return used
}

function definitionsOf({ around }: KernelTree): Map<string, Definition> {
  const all = new Map<string, Definition>()
  for (const { path, text } of around) {
    if (!isConsulted(path)) continue
    for (const [name, one] of definitionsIn(text)) if (!all.has(name)) all.set(name, one)
  }
  return all
}

/** What our own headers name: nothing of theirs is taken. */
function knownNames(): Set<string> {
  const engines = join(projectRoot(), 'engines')
  const headers = ['linux', 'native']
    .flatMap((folder) => cFilesBelow(join(engines, folder)))
    .filter((file) => file.endsWith('.h'))
  const text = headers.map((file) => withoutComments(readFileSync(file, 'utf8'))).join('\n')
  return identifiersIn(text)
}

/** What headers write their definitions with, and no library itself. */
const WRITTEN_WITH = [
  ...['u8', 'u16', 'u32', 'u64', 's8', 's16', 's32', 's64'].map(
    (type) => `#define __${type} ${type}`,
  ),
  '#define __noreturn __attribute__((noreturn))',
  '#define __attribute_const__ __attribute__((const))',
  '#define __compiletime_error(message) __attribute__((error(message)))',
  '#define do_div(n, by) ({ u32 ub_left = (n) % (by); (n) /= (by); ub_left; })',
]

function headerOf(definitions: readonly Definition[]): KernelFile {
  const guard = 'UB_TAKEN_FROM_THIS_TREE_H'
  const texts = definitions.map(({ text }) => text)
  return fileOf(
    TAKEN,
    [`#ifndef ${guard}`, `#define ${guard}`, ...WRITTEN_WITH, ...texts, '#endif', ''].join('\n'),
  )
}
