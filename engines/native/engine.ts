/** Tier `native`: the layers in C, put together for one call shape, one format and one variant. */
import {
  type DomainConfig,
  type Engine,
  engineIdOf,
  type Probe,
  type Shape,
} from '../contract/index.js'
import { engineOver, type Format, requireDomain } from '../table/index.js'
import { moduleOf } from './binding.js'
import { programOf } from './build-report.js'
import { openSession, type Parts } from './open-session.js'
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

/** An engine in C: its sessions can run and time whole series. */
export interface EngineInC extends Engine {
  /** The shared object with the build that is timed, by its path. */
  module: () => string
  open(domain: DomainConfig, probe: Probe): NativeSession
}

export interface NativeEngine extends EngineInC {
  variant: Variant
}

/**
 * An engine in C, of what it is on the plain tier.
 *
 * @param moduleOf the file of a build, by its path.
 * @param programOf the program of a build that counts instructions, where it has one.
 */
export function engineInC(
  row: Omit<Engine, 'id' | 'open'>,
  variant: Variant,
  parts: Parts,
  moduleOf: (build: string) => string,
  programOf: (build: string) => string | undefined,
): NativeEngine {
  const tier = tierName(variant, row.tier)
  const modules = { timed: () => moduleOf(variant.build), counted: () => moduleOf('counted') }
  return {
    ...row,
    id: engineIdOf(tier, row.shape, row.format),
    tier,
    summary: variant.summary === '' ? row.summary : `${row.summary}; ${variant.summary}`,
    variant,
    timesItself: true,
    module: modules.timed,
    inProgram: () => {
      const program = programOf(variant.build)
      return program === undefined ? undefined : { program, ...parts }
    },
    buildFiles: () => [modules.timed(), modules.counted()],
    open: (domain, probe) => openSession(modules, parts, domain, probe),
  }
}

export function tierName({ name }: Variant, tier = 'native'): string {
  return name === '' ? tier : `${tier}+${name}`
}

export function nativeEngine(shape: Shape, format: Format, variant: Variant): NativeEngine {
  const parts = { shape: shape.name, format: format.name, driver: variant.driver }
  const row = engineOver('native', shape, format)
  const engine = engineInC(row, variant, parts, moduleOf, programOf)
  return {
    ...engine,
    open: (domain, probe) => {
      requireDomain(domain, format)
      return engine.open(domain, probe)
    },
  }
}
