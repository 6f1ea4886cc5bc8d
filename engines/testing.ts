/** What tests of engines share: domains, tapes of single operations, and counted runs. */
import {
  type Counts,
  compileTape,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  MAP,
  MIB,
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
