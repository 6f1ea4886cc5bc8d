import type { Choices, Semantics } from '../../contract/index.js'
import type { Built } from '../../native/index.js'
import type { LibraryFormat } from '../library/manifest.js'
import type { KernelFile, KernelTree } from '../trees/index.js'

/** The modules of one tree, and what they were made of; as it is written beside them. */
export interface LinuxBuild extends Built {
  /** Where they lie. */
  folder: string
  tier: string
  library: string
  /** The tree that they were built from. */
  kernel: Pick<KernelTree, 'reference' | 'version' | 'patch'> & {
    files: ReadonlyArray<Omit<KernelFile, 'text'>>
    /** Symbols that were set beside the library's own, of those that the files ask for. */
    config: KernelTree['config']
  }
  /** What the tree offers, by the macros of its library's features. */
  features: string[]
  /** The formats that it has. */
  formats: LibraryFormat[]
  /** What the tree's own text declares to be right. */
  semantics: Semantics
  /** How its unmaps gather whatever the call shape, where that is not the driver's choice. */
  gather?: Choices['gather']
  /** How it writes back the ptes of a run that it clears. */
  writeBack: Choices['writeBack']
}

/** The builds that rows of the plain variant need; others are built where something wants them. */
export const PLAIN_BUILDS: readonly string[] = ['timed', 'counted']

/** The program that runs the kernel's own self-tests, among a build's variants. */
export const SELF_TEST = 'self-test'

/** Where the sources of the program that counts instructions lie, and how its name ends. */
export const PROGRAM = 'instructions'
