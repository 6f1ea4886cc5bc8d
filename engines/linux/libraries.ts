/** The libraries of the kernel's that a tree may have. */
import { GENERIC_PT } from './generic-pt/manifest.js'
import { IO_PGTABLE_ARM } from './io-pgtable-arm/manifest.js'
import type { LibraryManifest } from './library/manifest.js'

export const LIBRARIES: readonly LibraryManifest[] = [IO_PGTABLE_ARM, GENERIC_PT]

/** @throws where there is none of that name: a build of another version. */
export function libraryNamed(name: string): LibraryManifest {
  const found = LIBRARIES.find((library) => library.name === name)
  if (found === undefined) throw new Error(`no library of the kernel's is called ${name}`)
  return found
}
