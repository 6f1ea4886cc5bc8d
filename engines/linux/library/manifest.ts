import type { Choices, Semantics, ShapeName } from '../../contract/index.js'
import type { LibraryFile } from '../trees/index.js'

/** A page-table format that a tree's library has. */
export interface LibraryFormat {
  /** As engines call it. */
  name: string
  /** Whether it needs domains of its own page sizes. */
  own: boolean
  /** Why it has no domains for walkers that are not cache-coherent; absent where it has. */
  coherentOnly?: string
}

/** A C file of ours, or a kernel's file that is compiled in another way than by its use. */
export interface LibrarySource {
  /** In engines, or in the copies of the tree's files (`copies`). */
  path: string
  from: 'engines' | 'copies' | 'tree'
  flags?: readonly string[]
  /** What it is compiled into. */
  into: 'modules' | 'self-test' | 'both'
}

/** What a tree of this version offers, read from its own text. */
export interface Feature {
  /** The macro that our C code is compiled with. */
  macro: string
  /** What it is, in the kernel's words. */
  what: string
  /** Found in one of the library's files where the feature is there. */
  pattern: RegExp
  /** The drivers that use it, in engines. */
  drivers: readonly string[]
}

/** One row: a call shape over the library. */
export interface Row {
  name: string
  summary: string
  /** What the module knows it by, and whose choices it makes. */
  shape: ShapeName
  driver: string
  /** Whether its driver hands on no more than lies in one table, since the library continues across tables. */
  clips?: boolean
  /** The feature that it needs, by its macro; absent where every tree with the library has it. */
  needs?: string
  /** What it declares on a tree that declares this; the same where it is absent. */
  semantics?(tree: Semantics): Semantics
}

/** What one of the kernel's own self-tests came to. */
export interface SelfTest {
  case: string
  ok: boolean
  /** What it said where it failed; empty where it passed. */
  message: string
  /** Why it skipped itself, where it did. */
  skipped?: string
}

/** Texts of the files of a tree, by their paths. */
export type Texts = ReadonlyMap<string, string>

/**
 * All that is particular to one library of the kernel's. The rest of the tier knows none of it: a
 * further library is a further manifest, with its own folder of C beside it.
 */
export interface LibraryManifest {
  name: string
  /** The oldest version whose library our driver half fits, and what older ones lack. */
  oldest: { version: string; has: RegExp; what: string }
  files: readonly LibraryFile[]
  features: readonly Feature[]
  /** The kernel's configuration that the files are compiled with, and beside it for their self-tests. */
  config: readonly string[]
  selfTestConfig: readonly string[]
  /** The header by which the library's ops take the table's place under our drivers. */
  tableOps: string
  /** The header that stands in place of each of the kernel's that was not taken from the tree. */
  shim: string
  /** Headers that the system has itself under the same name. */
  systemHeaders?: readonly string[]
  /** Flags of everything in a module, and of what is compiled with the library's headers. */
  flags: readonly string[]
  libraryFlags: readonly string[]
  /** Whether tables that wait for a sync are listed as tier native lists them. */
  nativeTableList: boolean
  /** What is compiled with the library's headers beside the kernel's own files. */
  sources(files: Texts): LibrarySource[]
  /** Copies of the tree's files that are compiled apart, by their paths: others' text where it is given. */
  copies?(files: Texts): ReadonlyArray<{ path: string; text: string }>
  rows: readonly Row[]
  /** The row that calls it as the kernel's own core does: the first of these that a tree has. */
  coreRows: readonly string[]
  /** Names of drivers beside the plain one that build variants put in its place. */
  variantDrivers: readonly string[]
  formats(files: Texts): LibraryFormat[]
  /** What the text of all its files declares to be right. */
  semantics(text: string): Semantics
  /** How its unmaps gather whatever the call shape; absent where that is the driver's choice. */
  gather?: Choices['gather']
  /** How a tree writes back the ptes of a run that it clears, as its own text shows. */
  writeBack(text: string): Choices['writeBack']
  /** Reads what the program that runs the self-tests printed. */
  readSelfTests(lines: readonly string[]): SelfTest[]
}
