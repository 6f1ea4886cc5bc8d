import { type DomainConfig, type EngineInProgram, type Probe, SILENT } from '../contract/index.js'
import { geometryOf } from '../table/index.js'
import {
  type Binding,
  type CountingBinding,
  type Handle,
  loadModule,
  type Names,
  numberOf,
} from './binding.js'
import { handing, ReportingSession } from './reporting-session.js'
import { NativeSession } from './session.js'

/** Bytes of tables that may be in use at once where a domain sets no limit: valgrind has no room for many more. */
const MOST_BYTES = 2 ** 32

/** So many tables of a format, each of which fills a granule. */
export function mostTables(format: string): number {
  return MOST_BYTES / 2 ** geometryOf(format).granuleShift
}

/** The two builds of an engine by their paths, each looked up and loaded where it is wanted. */
export interface Modules {
  timed(): string
  counted(): string
}

/** What an engine is put together from, by the names that its modules know. */
export type Parts = Omit<EngineInProgram, 'program'>

/** Opens an engine on a domain: the build that is timed, or for a probe that listens the one that counts. */
export function openSession(
  modules: Modules,
  parts: Parts,
  domain: DomainConfig,
  probe: Probe,
): NativeSession {
  // The build of these modules that is timed has no statements labelled so: whatever probe it is
  // handed, it opens the build of the C code that counts nothing.
  COUNT: if (probe !== SILENT) {
    const counting = loadModule<CountingBinding>(modules.counted())
    // What opening it reports reaches the probe too.
    const handle = handing(counting, probe, () => openHandle(counting, parts, domain))
    return new ReportingSession(counting, handle, probe)
  }
  const binding = loadModule(modules.timed())
  return new NativeSession(binding, openHandle(binding, parts, domain))
}

/** By module, asked once: it makes new lists each time. */
const known = new WeakMap<Binding, Names>()

function namesOf(binding: Binding): Names {
  const names = known.get(binding) ?? binding.names()
  known.set(binding, names)
  return names
}

function openHandle(binding: Binding, parts: Parts, domain: DomainConfig): Handle {
  const { drivers, formats, shapes } = namesOf(binding)
  return binding.open(
    numberOf(shapes, parts.shape),
    numberOf(formats, parts.format),
    numberOf(drivers, parts.driver),
    domain.ias,
    domain.oas,
    domain.pgsizeBitmap,
    domain.coherent,
    domain.strict,
    domain.maxTables ?? mostTables(parts.format),
  )
}
