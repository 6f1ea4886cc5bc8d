/** Sizes, addresses and domains that the cases share. */
import { type DomainConfig, GIB, MIB, PAGE } from '../../../engines/contract/index.js'

/** The page sizes of the 4K granule. */
export const K4 = PAGE
export const M2 = 2 * MIB
export const G1 = GIB
/** What the domain's bitmap says of 4K pages and 2M blocks. */
export const PAGES_AND_BLOCKS = K4 | M2

/** Where buffers lie, aligned to every page size. */
export const IOVA = 64 * GIB
export const PADDR = 128 * GIB
/** Not aligned with `IOVA` to anything above 4K: a buffer that leads here is made of 4K pages. */
export const PAGES_ONLY = 160 * GIB + PAGE

export function domainOf(changes: Partial<DomainConfig> = {}): DomainConfig {
  return {
    ias: 48,
    oas: 48,
    pgsizeBitmap: K4 | M2 | G1,
    coherent: true,
    strict: true,
    ...changes,
  }
}

/** The widths of addresses that io-pgtable-arm's selftests go through. */
const WIDTHS = [32, 36, 40, 42, 44, 48]

/** Input and output address bits, input at most output. */
export const ADDRESS_BITS: ReadonlyArray<{ ias: number; oas: number }> = WIDTHS.flatMap((oas) =>
  WIDTHS.filter((ias) => ias <= oas).map((ias) => ({ ias, oas })),
)

/** Each number of input address bits once, for what does not depend on the output's. */
export const INPUT_BITS = ADDRESS_BITS.filter(({ oas }) => oas === 48)

/** Each number of output address bits once. */
export const OUTPUT_BITS = ADDRESS_BITS.filter(({ ias }) => ias === 32)
