import type { Choices, Semantics, ShapeName } from '../contract/index.js'

/** A file of the kernel's that a library is made of. */
export interface LibraryFile {
  /** Within the tree. */
  path: string
  /** A tree without it has not this library; one that is not required is used where it is. */
  required: boolean
  /** What is done with it: compiled, included by others, or compiled into the self-tests alone. */
  use: 'compiled' | 'included' | 'self-test'
}

/** What a tree of this version offers, read from its own text. */
export interface Feature {
  /** The macro that our C code is told by. */
  macro: string
  file: string
  /** Found in the file where the feature is there. */
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
  /** The feature that it needs, by its macro. */
  needs: string
  /** What it declares on a tree that declares this; the same where it is absent. */
  semantics?(tree: Semantics): Semantics
}

/** What one of the kernel's own self-tests came to. */
export interface SelfTest {
  case: string
  ok: boolean
  /** What it said where it failed; empty where it passed. */
  message: string
}

/**
 * All that is particular to one library of the kernel's. The rest of the tier knows none of it: a
 * second library is a second manifest, with its own folder of C beside it.
 */
export interface LibraryManifest {
  name: string
  files: readonly LibraryFile[]
  features: readonly Feature[]
  /** The kernel's configuration that the files are compiled with, and beside it for their self-tests. */
  config: readonly string[]
  selfTestConfig: readonly string[]
  /** The header by which the library's ops take the table's place under our drivers. */
  tableOps: string
  /** Our C files that are compiled with the library's headers, in engines/linux. */
  sources: readonly string[]
  rows: readonly Row[]
  /** Names of formats: those whose page sizes all cells know, and those that need domains of their own. */
  formats: readonly string[]
  otherFormats: readonly string[]
  /** What a tree's own text declares to be right. */
  semantics(text: (path: string) => string): Semantics
  /** How a tree writes back the ptes of a run that it clears, as its own text shows. */
  writeBack(text: (path: string) => string): Choices['writeBack']
  /** Reads what the program that runs the self-tests printed. */
  readSelfTests(lines: readonly string[]): SelfTest[]
}
