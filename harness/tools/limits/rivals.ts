/** Call shapes of tier native beside loops in C over as many pages, in turn in one process. */
import {
  compileTape,
  GIB,
  KIB,
  MAP,
  MIB,
  PAGE,
  SILENT,
  type Tape,
  UNMAP,
} from '../../../engines/contract/index.js'
import { type NativeSession, nativeTier, runPlainly } from '../../../engines/native/index.js'
import { median, quantile } from '../../../results/analysis/stats/index.js'
import type { Answer } from '../../processes/kind.js'
import type { Limits, Rivalry } from './protocol.js'

/** Sizes up to a guest's memory: the ptes of 64 GiB alone are 128 MiB, beyond any cache. */
export const RIVALRIES: readonly Rivalry[] = [
  ...[2 * MIB, 64 * MIB, GIB].map((bufferBytes) => ({
    shape: 'punt-range' as const,
    against: 'checked-loop' as const,
    bufferBytes,
    slots: 1,
    promised: 1.15,
  })),
  {
    shape: 'punt-range',
    against: 'checked-loop',
    bufferBytes: 64 * GIB,
    slots: 1,
    promised: 1.5,
  },
  ...[64 * KIB, 2 * MIB].map((bufferBytes) => ({
    shape: 'per-page' as const,
    against: 'plain per-page' as const,
    bufferBytes,
    slots: (2 * MIB) / bufferBytes,
    promised: 1.1,
  })),
  // An operation a page: what the layers cost once an operation is not spread over pages.
  { shape: 'per-page', against: 'plain per-page', bufferBytes: PAGE, slots: 512 },
]

type Ratios = Answer<Limits, 'rivals'>

/** What the plain rendering knows. */
const DOMAIN = { ias: 48, oas: 48, pgsizeBitmap: PAGE, coherent: true, strict: true }

const ROUNDS = 9
const CYCLES = 5

/** Times a rivalry in this process; the tier must be there. */
export function timeRivals({ against, bufferBytes, shape, slots }: Rivalry): Ratios {
  const tape = tapeOf(bufferBytes, slots)
  const own = openNative(shape)
  const other = openNative(against === 'checked-loop' ? against : shape)
  if (against === 'plain per-page' && !runPlainly(other)) {
    throw new Error(`${shape} has no plain rendering on this domain`)
  }
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const [first, second] = round % 2 === 0 ? [own, other] : [other, own]
    const [one, two] = [timesOf(first), timesOf(second)]
    const [mine, others] = round % 2 === 0 ? [one, two] : [two, one]
    return { map: mine.map / others.map, unmap: mine.unmap / others.unmap }
  })
  own.close()
  other.close()
  const middle = (op: keyof Ratios) => median(rounds.map((round) => round[op])) ?? Number.NaN
  return { map: middle('map'), unmap: middle('unmap') }

  function timesOf(session: NativeSession): Ratios {
    const { ns } = session.timeSeries(tape, { cycles: CYCLES, discarded: 1 })
    // What disturbs a cycle only ever makes it longer.
    const typical = (at: number) =>
      quantile(
        [...ns].filter((_, column) => column % 2 === at),
        0.25,
      ) ?? Number.NaN
    return { map: typical(0), unmap: typical(1) }
  }

  function openNative(name: string): NativeSession {
    const tier = nativeTier()
    if ('absent' in tier) throw new Error(tier.absent)
    const engine = [...tier.engines, ...tier.limits].find(({ id }) => id === `native/${name}`)
    if (engine === undefined) throw new Error(`tier native has no ${name}`)
    return engine.open(DOMAIN, SILENT)
  }
}

/** Buffers side by side, mapped and unmapped one after another. */
function tapeOf(size: number, slots: number): Tape {
  const buffers = Array.from({ length: slots }, (_, slot) => ({
    iova: 64 * GIB + slot * size,
    paddr: 128 * GIB + slot * size,
    size,
  }))
  return compileTape([
    { op: 'map', timed: true, operations: buffers.map((buffer) => ({ op: MAP, ...buffer })) },
    {
      op: 'unmap',
      timed: true,
      operations: buffers.map(({ iova, size }) => ({ op: UNMAP, iova, paddr: 0, size })),
    },
  ])
}
