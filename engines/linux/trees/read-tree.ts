import { InputError, KERNEL_TIERS } from '../../contract/index.js'
import { changedFiles } from './clone.js'
import { filesOfLibrary, type WantedFile } from './followed.js'
import { fileOf, type KernelFile, type KernelTree } from './kernel-tree.js'
import { folderOf, openSource, type Source } from './source.js'
import { versionOf } from './version.js'

const MAKEFILE = 'Makefile'

/** The files of one library: what is wanted of a tree, and what a tree is no use without. */
export interface WantedLibrary {
  name: string
  files: readonly WantedFile[]
  /** The oldest version that is supported. */
  oldest?: { version: string }
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
  const source = await openSource(reference, [MAKEFILE, ...wanted])
  const version = versionOf(source.read(MAKEFILE) ?? '')
  if (version === undefined) {
    throw new InputError(
      `--kernel ${reference}: its Makefile names no version; name the top folder of a Linux source tree`,
    )
  }
  const found = new Map(wanted.map((path) => [path, filesOf(source, path)]))
  const absent = libraries.map(({ files }) =>
    files.find(({ path, required }) => required && found.get(path)?.length === 0),
  )
  const [first] = absent
  if (first !== undefined && absent.every((file) => file !== undefined)) {
    const names = libraries
      .map(({ name, oldest }) =>
        oldest === undefined ? name : `${name} (${oldest.version} or later)`,
      )
      .join(' or ')
    throw new InputError(
      `--kernel ${reference}: Linux ${version} there has no ${first.path}; name a tree with ${names}`,
    )
  }
  const all = [...new Map([...found.values()].flat().map((file) => [file.path, file])).values()]
  const divided = divide(
    libraries.map(({ files }) => files),
    all,
  )
  return {
    reference,
    version,
    tier: `${KERNEL_TIERS}${version}`,
    ...divided,
    wanted,
    config: {},
    libraries: libraries.map(({ files }) => files),
    notes: changedNotes(
      reference,
      divided.files.map(({ path }) => path),
    ),
  }
}

/** Files of a tree that its libraries have, and others around them. */
export function divide(
  libraries: ReadonlyArray<readonly WantedFile[]>,
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

function filesOf({ list, read }: Source, pattern: string): KernelFile[] {
  const paths = pattern.includes('*') ? list(pattern) : [pattern]
  return paths.flatMap((path) => {
    const text = read(path)
    return text === undefined ? [] : [fileOf(path, text)]
  })
}
