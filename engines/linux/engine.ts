/** Tier `linux-VERSION`: the kernel's own page table under our core and driver. */
import { join } from 'node:path'
import {
  type Choices,
  type DomainConfig,
  type Engine,
  engineIdOf,
  type Probe,
  SHAPES,
} from '../contract/index.js'
import {
  type CountingBinding,
  loadModule,
  type NativeSession,
  openSession,
} from '../native/index.js'
import type { LinuxBuild } from './build/index.js'
import type { LibraryFormat, Row } from './library/manifest.js'

/** A way in which a tree is built or put together; its name follows the tier's. */
export interface LinuxVariant {
  /** Empty for the plain one. */
  name: string
  summary: string
  /** The build that is timed. */
  build: 'timed' | 'retpoline' | 'clang'
  /** The driver that stands in the place of the plain one, where one does. */
  driver?: 'null-tlb-add'
}

export const LINUX_VARIANTS: readonly LinuxVariant[] = [
  { name: '', summary: '', build: 'timed' },
  {
    name: 'retpoline',
    summary: 'indirect calls by retpolines, returns by thunks',
    build: 'retpoline',
  },
  { name: 'clang', summary: 'the same sources and flags, compiled by clang', build: 'clang' },
  {
    name: 'null-tlb-add',
    summary: 'the driver has no tlb_add_page, and adds the range that came back itself',
    build: 'timed',
    driver: 'null-tlb-add',
  },
]

/** An engine whose sessions can run and time whole series. */
export interface LinuxEngine extends Engine {
  variant: LinuxVariant
  /** The library of the tree whose code it is. */
  library: string
  /** Whether its format needs domains of its own page sizes. */
  ownPageSizes: boolean
  /** The shared object with the build that is timed, by its path. */
  module: () => string
  open(domain: DomainConfig, probe: Probe): NativeSession
}

export function linuxEngine(
  build: LinuxBuild,
  row: Row,
  { coherentOnly, name: format, own }: LibraryFormat,
  variant: LinuxVariant,
): LinuxEngine {
  const tier = variant.name === '' ? build.tier : `${build.tier}+${variant.name}`
  const moduleOf = (name: string) => join(build.folder, build.variants[name].file)
  const modules = {
    timed: () => loadModule(moduleOf(variant.build)),
    counted: () => loadModule(moduleOf('counted')) as CountingBinding,
  }
  const parts = { shape: row.shape, format, driver: variant.driver ?? row.driver }
  return {
    id: engineIdOf(tier, row.name, format),
    tier,
    shape: row.name,
    format,
    summary: variant.summary === '' ? row.summary : `${row.summary}; ${variant.summary}`,
    semantics: row.semantics?.(build.semantics) ?? build.semantics,
    choices: choicesOf(row, build),
    ...(coherentOnly !== undefined && { coherentOnly }),
    variant,
    library: build.library,
    ownPageSizes: own,
    reportsInOrder: true,
    timesItself: true,
    module: () => moduleOf(variant.build),
    inProgram: () => {
      const { program } = build.variants[variant.build]
      return program === undefined ? undefined : { program: join(build.folder, program), ...parts }
    },
    buildFiles: () => [moduleOf(variant.build), moduleOf('counted')],
    open: (domain, probe) => openSession(modules, parts, domain, probe),
  }
}

/** Those of the row's call shape; what is the library's or the tree's own choice is that. A page alone is a run. */
function choicesOf({ shape }: Row, { gather, writeBack }: LinuxBuild): Choices {
  const choices: Choices = { ...SHAPES[shape].choices, ...(gather !== undefined && { gather }) }
  const clearsRuns = choices.unmap !== 'page' && choices.driver === 'forwards'
  return clearsRuns ? { ...choices, writeBack } : choices
}
