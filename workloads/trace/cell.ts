/** A trace as a cell: the operations that a real kernel made, replayed in their order. */
import { existsSync, statSync } from 'node:fs'
import { basename, isAbsolute, resolve } from 'node:path'
import { type DomainConfig, InputError, nearest, type Tape } from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import {
  ADDRESS_BITS,
  domainOf,
  modeSuffix,
  type PageSize,
  pageSizesLabel,
  smallestPage,
} from '../cell/domain.js'
import { onceInUse } from '../cell/in-use.js'
import { type BundledTrace, bundledTrace, readBundledTrace, traceNames } from './bundled.js'
import { compileTrace } from './compile.js'
import { GRANULES, type Granule, granuleFinding, tracedGranule } from './granule.js'
import { STANDARD_INPUT } from './input/chunks.js'
import { lookupsOf } from './lookups.js'
import type { Replay } from './provenance.js'
import { readTraceSync } from './read.js'
import { type ListChoice, type ReplayOptions, replayTrace, USUAL_LISTS } from './replay.js'
import { sentenceOf } from './sentences.js'
import type { Trace } from './text/trace.js'

/** What a trace of the user's own is replayed on unless the suite says otherwise, by its kernel's granule. */
export function usualReplay(granule: Granule = '4K'): Replay {
  const pageSizes = [...GRANULES[granule]]
  return { ias: ADDRESS_BITS, oas: ADDRESS_BITS, pageSizes, mode: 'coherent-strict' }
}

/** How the committed figures of bundled traces were measured. */
const BUNDLED_LISTS: ListChoice = 'apart'

export interface TraceOptions extends ReplayOptions {
  /** A bundled trace's name, or the path of a file. */
  trace: string
  /** Folders that a relative path is looked up in, first hit first. */
  folders: readonly string[]
  /** The domain, where it is not the trace's own. */
  replay?: Replay
  /** Page sizes of the domain, where these alone are not the trace's own. */
  pageSizes?: readonly PageSize[] | undefined
  /** A bundled trace that was read already. */
  read?: ReturnType<typeof readBundledTrace>
}

/**
 * A cell of one trace: one timed `mixed` phase. A bundled trace is read at the first `compile`, one of
 * the user's own at once where its domain rests on it. A bundled trace is replayed as its committed
 * figures were: its domains are those of its provenance, unmaps of what was mapped before are left out,
 * and lists stay apart.
 * @throws InputError where there is no such trace, or it cannot be read
 */
export function traceCell({ trace, folders, ...options }: TraceOptions): Cell {
  const bundled = bundledTrace(trace)
  if (bundled !== undefined) return bundledCell(trace, bundled, options)
  const path = findTrace(trace, folders)
  if (options.replay === undefined) return cellOfTrace(readTraceSync(path), options)
  return ownCell(nameOf(path), () => readTraceSync(path), options.replay, options)
}

/** A cell of a trace that was read already, such as one from standard input. */
export function cellOfTrace(trace: Trace, options: DomainOptions & ReplayOptions = {}): Cell {
  const usual = usualReplay(tracedGranule(trace)?.granule)
  return ownCell(nameOf(trace.source), () => trace, usual, options)
}

type DomainOptions = Pick<TraceOptions, 'pageSizes' | 'replay'>

function bundledCell(
  name: string,
  bundled: BundledTrace,
  { domains, keepWhole, lists, read, ...other }: Omit<TraceOptions, 'folders' | 'trace'>,
): Cell {
  if (domains !== undefined || keepWhole === true) {
    throw new InputError(
      `trace ${name} is bundled: it is whole, and its domains are known; leave domains and keepWhole out`,
    )
  }
  const words = otherwise({ lists }, BUNDLED_LISTS)
  return cellOn(name, bundled.title, bundled.replay, other, words, (domain) => {
    const choice = lists ?? BUNDLED_LISTS
    const tape = onceInUse(JSON.stringify([bundled, domain, choice]), () => {
      const { trace, spaces } = read ?? readBundledTrace(bundled)
      const options = { spaces, before: 'skip', lists: choice } as const
      return compileTrace(trace.events, domain, bundled.path, options).tape
    })
    const granule = granuleFinding({ granule: bundled.granule, known: true }, domain)
    return { tape, notes: granule === undefined ? [] : [sentenceOf(granule)], lookups: [] }
  })
}

function ownCell(
  name: string,
  read: () => Trace,
  usual: Replay,
  options: DomainOptions & ReplayOptions,
): Cell {
  const words = otherwise(options, USUAL_LISTS)
  return cellOn(name, `trace ${name}`, usual, options, words, (domain) => {
    const { findings, lookups, tape } = replayTrace(read(), domain, options)
    return { tape, notes: findings.map(sentenceOf), lookups }
  })
}

interface Compiled {
  tape: Tape
  notes: readonly string[]
  /** Pages that the trace names translations of. */
  lookups: readonly number[]
}

function cellOn(
  name: string,
  title: string,
  usual: Replay,
  { pageSizes: own, replay }: DomainOptions,
  other: readonly string[],
  compile: (domain: DomainConfig) => Compiled,
): Cell {
  const asked = replay ?? (own && { ...usual, pageSizes: [...own] })
  const { mode, pageSizes, ...bits } = asked ?? usual
  const suffix = modeSuffix(mode)
  const domain = domainOf(pageSizes, mode, bits)
  let compiled: Compiled | undefined
  return {
    id: `trace:${name}${asked === undefined ? '' : `@${pageSizesLabel(pageSizes)}${suffix.id}`}${other.map((word) => `/${word}`).join('')}`,
    title: [`${title}${suffix.words}`, ...other].join(', '),
    workload: 'trace',
    mode,
    domain,
    ops: ['mixed'],
    maxSlots: 1,
    compile: () => {
      compiled ??= compile(domain)
      return compiled.tape
    },
    notes: () => compiled?.notes ?? [],
    lookups: () =>
      compiled && lookupsOf(compiled.tape, compiled.lookups, smallestPage(domain.pgsizeBitmap)),
  }
}

/** What a replay does otherwise than usual, a word each. */
function otherwise({ domains, keepWhole, lists }: ReplayOptions, usual: ListChoice): string[] {
  return [
    ...(domains === undefined ? [] : [`domains-${domains}`]),
    ...(keepWhole === true ? ['keep-whole'] : []),
    ...(lists === undefined || lists === usual ? [] : [`lists-${lists}`]),
  ]
}

/**
 * The path of a trace of the user's own.
 * @throws InputError where there is no such file
 */
export function findTrace(trace: string, folders: readonly string[]): string {
  const candidates = isAbsolute(trace) ? [trace] : folders.map((folder) => resolve(folder, trace))
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile())
  if (found !== undefined) return found
  throw new InputError(
    `trace ${trace} is neither bundled nor a file${nearest(trace, traceNames())}; ` +
      `looked for ${[...new Set(candidates)].join(' and ')}`,
  )
}

/** A file's name without the endings of trace text. */
function nameOf(path: string): string {
  if (path === STANDARD_INPUT) return 'stdin'
  return (
    basename(path).replace(/(?:\.(?:txt|trace|log))?(?:\.(?:gz|xz|zst))?$/, '') || basename(path)
  )
}
