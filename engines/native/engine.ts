/** Tier `native`: the layers in C, put together for one call shape, one format and one variant. */
import { type DomainConfig, type Engine, type Probe, SILENT } from '../contract/index.js'
import type { CallShape } from '../shapes.js'
import { type Binding, type Handle, loadBinding, loadCountingBinding, numberOf } from './binding.js'
import { openReporting } from './reporting-session.js'
import { NativeSession } from './session.js'

/** The format whose name engine ids leave out. */
const DEFAULT_FORMAT = 'arm-lpae-4k'

/** Tables that may be in use at once where a domain sets no limit: 4 GiB of them. */
const MOST_TABLES = 2 ** 20

/** A way in which the tier is built or put together; its name follows `native+`. */
export interface Variant {
  /** Empty for the plain one. */
  name: string
  summary: string
  /** The build that is timed. */
  build: 'timed' | 'retpoline'
  /** What the driver does around each call. */
  driver: 'plain' | 'rpm' | 'spinlock'
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
    name: 'retpoline',
    summary: 'indirect calls by retpolines, returns by thunks',
    build: 'retpoline',
    driver: 'plain',
  },
]

/** An engine whose sessions can run and time whole series. */
export interface NativeEngine extends Engine {
  variant: Variant
  open(domain: DomainConfig, probe: Probe): NativeSession
}

export function tierName({ name }: Variant): string {
  return name === '' ? 'native' : `native+${name}`
}

export function nativeEngine(shape: CallShape, format: string, variant: Variant): NativeEngine {
  const suffix = format === DEFAULT_FORMAT ? '' : `@${format}`
  const tier = tierName(variant)
  return {
    id: `${tier}/${shape.name}${suffix}`,
    tier,
    shape: shape.name,
    format,
    summary: variant.summary === '' ? shape.summary : `${shape.summary}; ${variant.summary}`,
    semantics: shape.semantics,
    variant,
    timesItself: true,
    open(domain, probe) {
      // The build of these modules that is timed has no statements labelled so: whatever probe it
      // is handed, it opens the build of the C code that counts nothing.
      COUNT: if (probe !== SILENT) {
        const binding = loadCountingBinding()
        const open = () => openHandle(binding, shape.name, format, variant, domain)
        return openReporting(binding, probe, open)
      }
      const binding = loadBinding(variant.build)
      return new NativeSession(binding, openHandle(binding, shape.name, format, variant, domain))
    },
  }
}

function openHandle(
  binding: Binding,
  shape: string,
  format: string,
  { driver }: Variant,
  domain: DomainConfig,
): Handle {
  const { drivers, formats, shapes } = binding.names()
  return binding.open(
    numberOf(shapes, shape),
    numberOf(formats, format),
    numberOf(drivers, driver),
    domain.ias,
    domain.oas,
    domain.pgsizeBitmap,
    domain.coherent,
    domain.strict,
    domain.maxTables ?? MOST_TABLES,
  )
}
