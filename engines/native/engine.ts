/** Tier `native`: the layers in C, put together for one call shape, one format and one variant. */
import {
  type DomainConfig,
  type Engine,
  engineIdOf,
  type Probe,
  type Shape,
} from '../contract/index.js'
import { type Format, requireDomain, semanticsOver } from '../table/index.js'
import { loadBinding, loadCountingBinding, moduleOf } from './binding.js'
import { programOf } from './build-report.js'
import { openSession } from './open-session.js'
import type { NativeSession } from './session.js'

/** A way in which the tier is built or put together; its name follows `native+`. */
export interface Variant {
  /** Empty for the plain one. */
  name: string
  summary: string
  /** The build that is timed. */
  build: 'timed' | 'retpoline' | 'clang'
  /** What the driver does around each call. */
  driver: 'plain' | 'rpm' | 'spinlock' | 'null-tlb-add'
  /** Whether its driver makes other calls than the plain tier's, so that it counts otherwise. */
  countsOtherwise?: true
}

export const VARIANTS: readonly Variant[] = [
  { name: '', summary: '', build: 'timed', driver: 'plain' },
  {
    name: 'rpm',
    summary: 'the driver holds its device awake around each call',
    build: 'timed',
    driver: 'rpm',
  },
  {
    name: 'spinlock',
    summary: 'the driver holds a spinlock around each call',
    build: 'timed',
    driver: 'spinlock',
  },
  {
    name: 'null-tlb-add',
    summary: 'the driver has no tlb_add_page, and adds the range that came back itself',
    build: 'timed',
    driver: 'null-tlb-add',
    countsOtherwise: true,
  },
  {
    name: 'retpoline',
    summary: 'indirect calls by retpolines, returns by thunks',
    build: 'retpoline',
    driver: 'plain',
  },
  {
    name: 'clang',
    summary: 'the same sources and flags, compiled by clang',
    build: 'clang',
    driver: 'plain',
  },
]

/** An engine whose sessions can run and time whole series. */
export interface NativeEngine extends Engine {
  variant: Variant
  /** The shared object with the build that is timed, by its path. */
  module: () => string
  open(domain: DomainConfig, probe: Probe): NativeSession
}

export function tierName({ name }: Variant): string {
  return name === '' ? 'native' : `native+${name}`
}

export function nativeEngine(shape: Shape, format: Format, variant: Variant): NativeEngine {
  const tier = tierName(variant)
  const modules = { timed: () => loadBinding(variant.build), counted: loadCountingBinding }
  const parts = { shape: shape.name, format: format.name, driver: variant.driver }
  return {
    id: engineIdOf(tier, shape.name, format.name),
    tier,
    shape: shape.name,
    format: format.name,
    summary: variant.summary === '' ? shape.summary : `${shape.summary}; ${variant.summary}`,
    semantics: semanticsOver(format, shape.semantics),
    choices: shape.choices,
    ...(format.coherentOnly !== undefined && { coherentOnly: format.coherentOnly }),
    variant,
    timesItself: true,
    module: () => moduleOf(variant.build),
    inProgram: () => {
      const program = programOf(variant.build)
      return program === undefined ? undefined : { program, ...parts }
    },
    buildFiles: () => [moduleOf(variant.build), moduleOf('counted')],
    open: (domain, probe) => {
      requireDomain(domain, format)
      return openSession(modules, parts, domain, probe)
    },
  }
}
