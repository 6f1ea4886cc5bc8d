/** Tier `linux-VERSION`: the kernel's own page table under our core and driver. */
import { join } from 'node:path'
import { type Choices, SHAPES } from '../contract/index.js'
import { engineInC, type NativeEngine, VARIANTS, type Variant } from '../native/index.js'
import type { LinuxBuild } from './build/index.js'
import type { LibraryFormat, Row } from './library/manifest.js'

/** The variants of tier native that a tree has too, in the order of its lists. */
export const LINUX_VARIANTS = ['', 'retpoline', 'clang', 'null-tlb-add'].flatMap((name) =>
  VARIANTS.filter((variant) => variant.name === name),
)

export interface LinuxEngine extends NativeEngine {
  /** The library of the tree whose code it is. */
  library: string
  /** Whether its format needs domains of its own page sizes. */
  ownPageSizes: boolean
}

export function linuxEngine(
  build: LinuxBuild,
  row: Row,
  { coherentOnly, name: format, own }: LibraryFormat,
  variant: Variant,
): LinuxEngine {
  const engine = engineInC(
    {
      tier: build.tier,
      shape: row.name,
      format,
      summary: row.summary,
      semantics: row.semantics?.(build.semantics) ?? build.semantics,
      choices: choicesOf(row, build),
      ...(coherentOnly !== undefined && { coherentOnly }),
      reportsInOrder: true,
    },
    variant,
    { shape: row.shape, format, driver: variant.driver === 'plain' ? row.driver : variant.driver },
    (name) => join(build.folder, build.variants[name].file),
    (name) => {
      const { program } = build.variants[name]
      return program && join(build.folder, program)
    },
  )
  return { ...engine, library: build.library, ownPageSizes: own }
}

/** Those of the row's call shape; what is the library's or the tree's own choice is that. A page alone is a run. */
function choicesOf({ shape }: Row, { gather, writeBack }: LinuxBuild): Choices {
  const choices: Choices = { ...SHAPES[shape].choices, ...(gather !== undefined && { gather }) }
  const clearsRuns = choices.unmap !== 'page' && choices.driver === 'forwards'
  return clearsRuns ? { ...choices, writeBack } : choices
}
