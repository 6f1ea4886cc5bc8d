/** Buffers in the places of facts/counts-linux-6.1.csv, and what a map and an unmap of one count. */
import assert from 'node:assert/strict'
import {
  ARM_LPAE_IOMMUS,
  type Counter,
  compileTape,
  type DomainConfig,
  type Engine,
  GIB,
  MAP,
  type Operation,
  PAGE,
  UNMAP,
} from '../../contract/index.js'
import { sumProbe } from '../../native/testing.js'
import { PAGES_1G, PAGES_2M, PAGES_4K } from '../../testing.js'
import type { LinuxTier } from '../tier.js'

/** Where facts/counts-linux-6.1.csv was measured: buffers at these addresses, tables above present. */
export const IOVA = 64 * GIB
export const PADDR = 128 * GIB

export const LAYOUTS: Record<string, { pgsizeBitmap: number; paddr: number }> = {
  keep: { pgsizeBitmap: PAGES_4K, paddr: PADDR + PAGE },
  free: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR + PAGE },
  block: { pgsizeBitmap: PAGES_4K | PAGES_2M, paddr: PADDR },
  block1g: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR },
}

/** Counters of what is invalidated. */
export const INVALIDATION: readonly Counter[] = [
  ...ARM_LPAE_IOMMUS.map(({ counter }) => counter),
  'invalidatedBytes',
]

/** The engine of a tree by its call shape. */
export function engineOf(
  { engines, tier }: Pick<LinuxTier, 'engines' | 'tier'>,
  shape: string,
  format = 'arm-lpae-4k',
): Engine {
  const engine = engines.find(
    (one) => one.variant.name === '' && one.shape === shape && one.format === format,
  )
  if (engine === undefined) throw new Error(`${tier} has no ${shape}@${format}`)
  return engine
}

/** The steady state that the file tells of: counted after one cycle of map and unmap. */
export function countCycle(engine: Engine, domain: DomainConfig, paddr: number, size: number) {
  const { probe, take } = sumProbe()
  const session = engine.open(domain, probe)
  const count = (operation: Operation) => {
    const tape = compileTape([{ op: 'mixed', timed: true, operations: [operation] }])
    const outcome = { bytes: 0, failures: 0, error: 0 }
    take()
    session.runMixed(tape, 0, 1, outcome)
    assert.equal(outcome.bytes, size)
    return take()
  }
  const map = { op: MAP, iova: IOVA, paddr, size } as const
  const unmap = { op: UNMAP, iova: IOVA, paddr: 0, size } as const
  count(map)
  count(unmap)
  const counts = { map: count(map), unmap: count(unmap) }
  session.close()
  return counts
}
