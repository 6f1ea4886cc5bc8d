/** Tier `ts`: the layers in TypeScript, put together for one call shape and one format. */
import type { DomainConfig, Engine, Probe, Session } from '../contract/index.js'
import { IommuDomain } from '../core/index.js'
import { SmmuV3RangeGather, SmmuV3RangeGatherOfEntries, SmmuV3Tlb } from '../driver/index.js'
import { engineOver, type Format, PageTable, requireDomain, semanticsOver } from '../table/index.js'
import { TsSession } from './session.js'
import type { CallShape } from './shapes.js'

export function tsEngine(shape: CallShape, format: Format): Engine {
  return {
    ...engineOver('ts', shape, format),
    open: (domain, probe) => openTable(shape, format, domain, probe).session,
  }
}

/**
 * Puts the layers together, and hands out the page table beside the session.
 *
 * @throws Error for a domain that the format cannot express.
 */
export function openTable(
  shape: CallShape,
  format: Format,
  config: DomainConfig,
  probe: Probe,
): { session: Session; table: PageTable } {
  requireDomain(config, format)
  const tlb = new SmmuV3Tlb(probe)
  const semantics = semanticsOver(format, shape.semantics)
  const table = new PageTable(config, format, semantics, shape.table, tlb, probe)
  const driver =
    shape.driver === SmmuV3RangeGather && format.contiguous !== undefined
      ? new SmmuV3RangeGatherOfEntries(table, probe, format.leafSizes)
      : new shape.driver(table, probe)
  const domain = new IommuDomain(config, driver, probe)
  return { session: new TsSession(domain, table, shape), table }
}
