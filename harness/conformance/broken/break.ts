/** Makes engines that are broken in one thing, out of a built-in one that is not. */
import {
  BUILT_IN_ENGINES,
  type DomainConfig,
  type Engine,
  type Probe,
  type Semantics,
  type Session,
} from '../../../engines/index.js'
import { overriding } from '../trial/overriding.js'
import { type OperationOverrides, sessionOf } from './operations.js'

/** Things that are wrong, each by what the engine does, as a verb phrase. */
export type Breakages = Readonly<Record<string, Breakage>>

/** One thing that is wrong, and the cases that must notice. */
export interface Breakage extends OperationOverrides {
  /** Names of cases that must fail. */
  noticedBy: readonly string[]
  /** Call shape of the engine that is broken; `map-unmap-pages` where it is not said. */
  shape?: string
  /** What it declares and does not keep. */
  declares?: Partial<Semantics>
  domain?: (config: DomainConfig) => DomainConfig
  /** Changes what the cases hear of it. */
  probe?: (probe: Probe, held: Held) => Partial<Probe>
  /** Replaces methods of the session. */
  session?: (session: Session) => Partial<Session>
  /** Opens a session in place of the engine's own way. */
  open?: (engine: Engine, config: DomainConfig, probe: Probe) => Session
}

/** Reports that a broken engine holds back until its operation is over. */
export class Held {
  private reports: Array<() => void> = []
  /** Whether the operation at hand is a map. */
  mapping = false

  back(report: () => void): void {
    this.reports.push(report)
  }

  release(): void {
    for (const report of this.reports.splice(0)) report()
  }
}

/** @param does what is wrong with it, as a verb phrase. */
export function brokenEngine(
  does: string,
  { declares, domain, open, probe, session, shape = 'map-unmap-pages', ...overrides }: Breakage,
): Engine {
  const base = baseOf(shape)
  return {
    ...base,
    id: `broken/${does.replaceAll(' ', '-')}`,
    tier: 'broken',
    summary: `${base.id}, but it ${does}`,
    semantics: { ...base.semantics, ...declares },
    open(asked, listener) {
      const config = domain?.(asked) ?? asked
      const held = new Held()
      const heard = overriding(listener, probe?.(listener, held) ?? {})
      if (open !== undefined) return open(base, config, heard)
      const inner = base.open(config, heard)
      const outer = sessionOf(inner, config, overrides, held)
      return overriding(outer, session?.(outer) ?? {})
    },
  }
}

function baseOf(shape: string): Engine {
  const engine = BUILT_IN_ENGINES.find((candidate) => candidate.shape === shape)
  if (engine === undefined) throw new Error(`no built-in engine has the shape ${shape}`)
  return engine
}
