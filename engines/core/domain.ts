import type { DomainConfig, Probe } from '../contract/index.js'
import { type DriverOps, Gather, Mapped } from '../driver/index.js'
import { PageRun } from './page-size.js'

/** What the core holds of a domain: its driver, its page sizes, and what a call needs on its stack. */
export class IommuDomain {
  readonly pgsizeBitmap: number
  /** Addresses and sizes must be multiples of the smallest page size. */
  readonly alignmentMask: number
  /** Ends of the input and output address spaces, exclusive. */
  readonly iovaEnd: number
  readonly paddrEnd: number
  readonly strict: boolean
  readonly gather = new Gather()
  readonly mapped = new Mapped()
  readonly run = new PageRun()

  constructor(
    config: DomainConfig,
    readonly driver: DriverOps,
    readonly probe: Probe,
  ) {
    this.pgsizeBitmap = config.pgsizeBitmap
    this.alignmentMask = (config.pgsizeBitmap & -config.pgsizeBitmap) - 1
    this.iovaEnd = 2 ** config.ias
    this.paddrEnd = 2 ** config.oas
    this.strict = config.strict
  }
}
