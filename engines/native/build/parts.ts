/** What modules and programs of a variant are made of, by paths of C files and of their objects. */
import { join, relative } from 'node:path'
import { cFilesBelow, isInProgram } from '../c-files.js'
import { COUNTING_SOURCES, type PlannedVariant } from './plan.js'

/** Folders of modules; `soak` and `checks` are built by their tests. */
const FOLDERS = ['core', 'cpu', 'driver', 'limits', 'node', 'table', 'tape']
/** The folder of the program that counts instructions. */
const PROGRAM = 'instructions'

/** Sources that know nothing of variants are compiled once: `shared` as they are, `timed` as timed. */
const COMPILED_ONCE = [
  {
    in: 'shared',
    sources: /^(instructions\/|node\/(?!module|counting))/,
    variants: ['timed', 'counted', 'retpoline', 'clang'],
  },
  { in: 'timed', sources: /^(cpu\/(?!write-back)|limits\/)/, variants: ['timed', 'counted'] },
  { in: 'timed', sources: /^limits\//, variants: ['clang'] },
]

/** The C files of one folder of sources, which is engines/native but in tests. */
export class Parts {
  private readonly common: readonly string[]
  private readonly program: readonly string[]

  constructor(sources: string) {
    const compiled = cFilesBelow(sources)
      .filter((file) => file.endsWith('.c'))
      .map((file) => relative(sources, file))
    const isIn = (folders: readonly string[]) => (path: string) =>
      folders.some((folder) => path.startsWith(`${folder}/`))
    const ofModules = compiled.filter((path) => !COUNTING_SOURCES.includes(path))
    this.common = [...ofModules.filter(isIn(FOLDERS)), 'lists.c', 'shapes.c']
    this.program = compiled.filter(isIn([PROGRAM]))
  }

  module({ sources }: PlannedVariant): string[] {
    return [...this.common, ...sources]
  }

  programOf(variant: PlannedVariant): string[] {
    return [...this.module(variant).filter(isInProgram), ...this.program]
  }
}

export function moduleFile(variant: string): string {
  return `${variant}.node`
}

/** Whether a variant has a program that counts its instructions: where it is timed and valgrind can be. */
export function hasProgram(variant: string): boolean {
  return process.platform === 'linux' && variant !== 'counted'
}

export function programFile(variant: string): string {
  return `${variant}-${PROGRAM}`
}

/** The object of a source in a build's folder. */
export function objectOf(variant: string, source: string): string {
  const once = COMPILED_ONCE.find(
    ({ sources, variants }) => sources.test(source) && variants.includes(variant),
  )
  return join('objects', once?.in ?? variant, source.replace(/\.\w+$/, '.o'))
}
