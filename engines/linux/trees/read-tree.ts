import { InputError, KERNEL_TIERS } from '../../contract/index.js'
import type { LibraryManifest } from '../manifest.js'
import { fileOf, type KernelFile, type KernelTree } from './kernel-tree.js'
import { openSource } from './source.js'
import { versionOf } from './version.js'

const MAKEFILE = 'Makefile'

/**
 * Reads a library's files from the tree that `reference` names: a source folder, a git clone
 * `PATH@REV`, or a tarball.
 *
 * @throws InputError where there is no such tree, or not the library in it.
 */
export async function readTree(reference: string, library: LibraryManifest): Promise<KernelTree> {
  const read = await openSource(reference, [MAKEFILE, ...library.files.map(({ path }) => path)])
  const version = versionOf(read(MAKEFILE) ?? '')
  if (version === undefined) {
    throw new InputError(
      `--kernel ${reference}: its Makefile names no version; name the top folder of a Linux source tree`,
    )
  }
  const files: KernelFile[] = []
  for (const { path, required } of library.files) {
    const text = read(path)
    if (text !== undefined) files.push(fileOf(path, text))
    else if (required) {
      throw new InputError(
        `--kernel ${reference}: Linux ${version} there has no ${path}; name a tree with ${library.name}`,
      )
    }
  }
  return { reference, version, tier: `${KERNEL_TIERS}${version}`, files }
}
