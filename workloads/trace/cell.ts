/** A trace as a cell: the operations that a real kernel made, replayed in their order. */
import { existsSync, statSync } from 'node:fs'
import { basename, isAbsolute, resolve } from 'node:path'
import { InputError, nearest, type Tape } from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import { domainOf, MODE_SUFFIX, pageSizesLabel } from '../cell/domain.js'
import { bundledEvents, bundledTrace, traceNames } from './bundled.js'
import { compileTrace } from './compile.js'
import { loadTrace } from './load.js'
import type { Replay } from './provenance.js'

/** What a trace of the user's own is replayed on unless the suite tells otherwise. */
export const DEFAULT_REPLAY: Replay = {
  ias: 48,
  oas: 48,
  pageSizes: ['4K', '2M', '1G'],
  mode: 'coherent-strict',
}

export interface TraceOptions {
  /** A bundled trace's name, or the path of a file. */
  trace: string
  /** Folders that a relative path is looked up in, first hit first. */
  folders: readonly string[]
  /** The domain, where it is not the trace's own. */
  replay?: Replay
}

/**
 * A cell of one trace: one timed `mixed` phase. The file is read at the first `compile`; that it is
 * there is checked at once.
 * @throws InputError where there is no such trace
 */
export function traceCell({ trace, folders, replay }: TraceOptions): Cell {
  const bundled = bundledTrace(trace)
  const path = bundled?.path ?? findTrace(trace, folders)
  const name = bundled === undefined ? nameOf(path) : trace
  const { mode, pageSizes, ...bits } = replay ?? bundled?.replay ?? DEFAULT_REPLAY
  const suffix = MODE_SUFFIX[mode]
  const domain = domainOf(pageSizes, mode, bits)
  let tape: Tape | undefined
  return {
    id: `trace:${name}${replay === undefined ? '' : `@${pageSizesLabel(pageSizes)}${suffix.id}`}`,
    title: `${bundled?.title ?? `trace ${name}`}${suffix.words}`,
    workload: 'trace',
    mode,
    domain,
    ops: ['mixed'],
    maxSlots: 1,
    compile: () => {
      if (tape === undefined) {
        const events =
          bundled === undefined ? loadTrace(path).events : bundledEvents(bundled, domain.ias)
        tape = compileTrace(events, domain, path).tape
      }
      return tape
    },
  }
}

function findTrace(trace: string, folders: readonly string[]): string {
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
  return basename(path).replace(/(?:\.(?:txt|trace|log))?(?:\.gz)?$/, '') || basename(path)
}
