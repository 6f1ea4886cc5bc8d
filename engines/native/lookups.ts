import {
  type DomainConfig,
  type Outcome,
  phaseOutcome,
  SHAPES,
  SILENT,
  type Tape,
} from '../contract/index.js'
import { ownFormat } from '../table/index.js'
import { loadBinding } from './binding.js'
import { nativeEngine, VARIANTS } from './engine.js'
import type { Series, SeriesOptions } from './series.js'

/**
 * Times translations, `iommu_iova_to_phys` of each iova in turn: what `dma_unmap_page` asks of the core
 * before it unmaps. Every call shape has the same.
 *
 * @param format of whose tables the domain is, one of our own walkers'
 * @param maps what is mapped meanwhile: one phase of maps
 * @param lookups one timed phase, an unmap for each translation
 * @throws Error where a map fails, or a translation finds nothing
 */
export function timeLookups(
  { domain, format }: { domain: DomainConfig; format: string },
  maps: Tape,
  lookups: Tape,
  options: SeriesOptions,
): Series {
  const engine = nativeEngine(SHAPES['map-unmap-pages'], ownFormat(format), VARIANTS[0])
  const session = engine.open(domain, SILENT)
  try {
    const mapped: Outcome = { bytes: 0, failures: 0, error: 0 }
    session.runMaps(maps, 0, maps.op.length, mapped)
    requireNone(mapped, 'maps')
    loadBinding('timed').lookUpInstead(session.handle)
    const series = session.timeSeries(lookups, options)
    for (const [at, outcome] of series.outcomes.entries()) {
      const { bytes } = phaseOutcome(lookups, lookups.phases[at])
      const cycles = options.cycles + options.discarded
      if (outcome.bytes !== cycles * bytes) throw new Error('translations are of other bytes')
      requireNone(outcome, 'translations')
    }
    return series
  } finally {
    session.close()
  }
}

function requireNone({ failures }: Outcome, what: string): void {
  if (failures > 0) throw new Error(`${failures} ${what} failed`)
}
