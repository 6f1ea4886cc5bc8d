/** What tests of engines share: domains, tapes of single operations, and counted runs. */
import assert from 'node:assert/strict'
import {
  COUNTER_NAMES,
  type Counts,
  compileTape,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  MAP,
  MIB,
  MODE_FACTS,
  type Outcome,
  type Session,
  UNMAP,
} from './contract/index.js'
import { CountingProbe } from './probes/counting.js'
import { BUILT_IN_ENGINES } from './registry.js'

export const PAGES_4K = 4 * KIB
export const PAGES_2M = 2 * MIB
export const PAGES_1G = GIB

/** A coherent, strict domain of 48 bits that knows all page sizes, changed as asked. */
export function domainOf(changes: Partial<DomainConfig> = {}): DomainConfig {
  return {
    ias: 48,
    oas: 48,
    pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G,
    coherent: true,
    strict: true,
    ...changes,
  }
}

export function engineOf(shape: string): Engine {
  const engine = BUILT_IN_ENGINES.find((candidate) => candidate.shape === shape)
  if (engine === undefined) throw new Error(`no built-in engine has the shape ${shape}`)
  return engine
}

/** A session that is driven one operation at a time and returns what each one counted. */
export class CountedSession {
  readonly session: Session

  constructor(
    engine: Engine,
    domain: DomainConfig,
    private readonly probe = new CountingProbe(engine.format),
  ) {
    this.session = engine.open(domain, this.probe)
    this.probe.take()
  }

  map(iova: number, paddr: number, size: number): Outcome & { counts: Counts } {
    return this.run(MAP, iova, paddr, size)
  }

  unmap(iova: number, size: number): Outcome & { counts: Counts } {
    return this.run(UNMAP, iova, 0, size)
  }

  /** Gives its memory back: tests that open many would take gigabytes otherwise, and most of their time. */
  close(): void {
    this.session.close()
  }

  private run(
    op: typeof MAP | typeof UNMAP,
    iova: number,
    paddr: number,
    size: number,
  ): Outcome & { counts: Counts } {
    const operations = [{ op, iova, paddr, size }]
    const tape = compileTape([{ op: 'mixed', timed: true, operations }])
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    this.session.runMixed(tape, 0, 1, outcome)
    return { ...outcome, counts: this.probe.take() }
  }
}

/**
 * Asserts of every counter that a walker that is not coherent and a flush queue each change it by as
 * much together as alone.
 */
export function assertModesAddUp(
  countsOf: (mode: Pick<DomainConfig, 'coherent' | 'strict'>) => Record<'map' | 'unmap', Counts>,
  where: string,
): void {
  const [plain, lazy, nonCoherent, both] = (
    ['coherent-strict', 'coherent-lazy', 'non-coherent', 'non-coherent-lazy'] as const
  ).map((mode) => countsOf(MODE_FACTS[mode]))
  for (const op of ['map', 'unmap'] as const) {
    for (const name of COUNTER_NAMES) {
      const [before = 0, late = 0, written = 0, count = 0] = [plain, lazy, nonCoherent, both].map(
        (counts) => counts[op][name],
      )
      assert.equal(count, late + written - before, `${where}, ${op}: ${name}`)
    }
  }
}
