import {
  allEngines,
  DEFAULT_FORMAT,
  type DomainConfig,
  type Engine,
  engineIdOf,
  fittingFormat,
  type ShapeName,
} from '../../../engines/index.js'

/** The format that a domain's page sizes ask for. */
export function formatFor(domain: DomainConfig): string {
  return fittingFormat(domain) ?? DEFAULT_FORMAT
}

/** A tier's engine of a call shape over a format; `undefined` where the tier is not here. */
export function engineOver(format: string, tier: string, shape: ShapeName): Engine | undefined {
  const id = engineIdOf(tier, shape, format)
  return allEngines().find((one) => one.id === id)
}

/** The same on tier ts, which counts in this process and is always here. */
export function tsEngineOver(format: string, shape: ShapeName): Engine {
  const engine = engineOver(format, 'ts', shape)
  if (engine === undefined) throw new Error(`tier ts has no ${shape} over ${format}`)
  return engine
}
