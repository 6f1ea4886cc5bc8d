import { InputError, KERNEL_TIERS } from '../../contract/index.js'
import { changedFiles, isBare, isCommitted } from './clone.js'
import { filesOfLibrary, type LibraryFile } from './followed.js'
import { fileOf, type KernelFile, type KernelTree } from './kernel-tree.js'
import { fits } from './pattern.js'
import { folderOf, readSource, splitAt } from './source.js'
import { versionOf } from './version.js'

const MAKEFILE = 'Makefile'

/** The files of one library: what is wanted of a tree, and what a tree is no use without. */
export interface WantedLibrary {
  name: string
  files: readonly LibraryFile[]
  config: readonly string[]
  /** The oldest version that is supported. */
  oldest: { version: string }
}

/**
 * Reads libraries' files from the tree that `reference` names: a source folder, a git clone
 * `PATH@REV`, or a tarball. A `*` in a path's last part stands for any name.
 *
 * @throws InputError where there is no such tree, or none of the libraries in it.
 */
export async function readTree(
  reference: string,
  libraries: readonly WantedLibrary[],
): Promise<KernelTree> {
  const wanted = [...new Set(libraries.flatMap(({ files }) => files.map(({ path }) => path)))]
  const texts = [...(await readSource(reference, [MAKEFILE, ...wanted]))]
  const fitting = (pattern: string) => texts.filter(([path]) => fits(pattern, path))
  const version = versionOf(fitting(MAKEFILE)[0]?.[1] ?? '')
  if (version === undefined) {
    const why =
      fitting(MAKEFILE).length === 0 ? 'there is no Makefile' : 'its Makefile names no version'
    throw new InputError(`--kernel ${reference}: ${why}; ${topOf(reference)}`)
  }
  const absent = libraries.map(({ files }) =>
    files.find(({ path, required }) => required && fitting(path).length === 0),
  )
  const [first] = absent
  if (first !== undefined && absent.every((file) => file !== undefined)) {
    const names = libraries
      .map(({ name, oldest }) => `${name} (${oldest.version} or later)`)
      .join(' or ')
    const folder = folderOf(reference)
    const lacks = `--kernel ${reference}: Linux ${version} there has no ${first.path}`
    throw new InputError(
      folder !== undefined && isCommitted(folder, first.path)
        ? `${lacks}, which the last commit has; name ${reference}@HEAD`
        : `${lacks}; name a tree with ${names}`,
    )
  }
  const all = [...new Map(wanted.flatMap(fitting))].map(([path, text]) => fileOf(path, text))
  const divided = divide(
    libraries.map(({ files }) => files),
    all,
  )
  return {
    reference,
    version,
    tier: `${KERNEL_TIERS}${version}`,
    ...divided,
    config: {},
    libraries: libraries.map(({ files }) => files),
    symbols: libraries.flatMap(({ config }) => config),
    notes: changedNotes(
      reference,
      divided.files.map(({ path }) => path),
    ),
  }
}

/** What to name where a kernel's top does not lie. */
function topOf(reference: string): string {
  const folder = folderOf(reference)
  if (folder === undefined) {
    const [path, revision] = splitAt(reference)
    return `name the folder of the clone that a Linux source tree lies in, such as ${path}/FOLDER@${revision}`
  }
  return isBare(folder)
    ? `the clone is bare: name a revision of it, such as ${reference}@v6.12`
    : 'name the top folder of a Linux source tree'
}

/** Files of a tree that its libraries have, and others around them. */
export function divide(
  libraries: ReadonlyArray<readonly LibraryFile[]>,
  all: readonly KernelFile[],
): Pick<KernelTree, 'files' | 'around'> {
  const used = new Set(libraries.flatMap((wanted) => filesOfLibrary(wanted, all)))
  return {
    files: all.filter((file) => used.has(file)),
    around: all.filter((file) => !used.has(file)),
  }
}

/** A folder that is a clone's work tree may hold what no commit has. */
function changedNotes(reference: string, paths: readonly string[]): string[] {
  const folder = folderOf(reference)
  if (folder === undefined) return []
  const changed = changedFiles(folder, paths)
  return changed.length === 0
    ? []
    : [`--kernel ${reference}: with changes that no commit has, in ${changed.join(', ')}`]
}
