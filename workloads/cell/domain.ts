/** Domains as cells write them: page sizes by name, and a mode. */
import {
  type DomainConfig,
  InputError,
  MODE_FACTS,
  type Mode,
  parseSize,
} from '../../engines/contract/index.js'

/** Leaf sizes of all formats, in ascending order; which of them a format has is its own to say. */
export const PAGE_SIZES = [
  '4K',
  '8K',
  '16K',
  '32K',
  '64K',
  '128K',
  '256K',
  '512K',
  '1M',
  '2M',
  '4M',
  '8M',
  '16M',
  '32M',
  '64M',
  '128M',
  '256M',
  '512M',
  '1G',
] as const
export type PageSize = (typeof PAGE_SIZES)[number]

/** Input and output address bits where nothing else is given: as many as every format has. */
export const ADDRESS_BITS = 48

/** One bit for each page size, as the kernel's `pgsize_bitmap`. */
export function pgsizeBitmapOf(pageSizes: readonly PageSize[]): number {
  return pageSizes.reduce((bitmap, name) => bitmap + (parseSize(name) ?? 0), 0)
}

/** The smallest page size of a bitmap: what every address and size must be a multiple of. */
export function smallestPage(pgsizeBitmap: number): number {
  return pgsizeBitmap & -pgsizeBitmap
}

/** The largest page size of a bitmap that is no larger than `bytes`; the smallest where all are. */
export function largestPageWithin(pgsizeBitmap: number, bytes: number): number {
  let largest = smallestPage(pgsizeBitmap)
  for (let bit = largest; bit <= Math.min(pgsizeBitmap, bytes); bit *= 2) {
    if ((pgsizeBitmap & bit) !== 0) largest = bit
  }
  return largest
}

/** Builds a domain; page sizes must be distinct and at least one. */
export function domainOf(
  pageSizes: readonly PageSize[],
  mode: Mode,
  bits: { ias: number; oas: number } = { ias: ADDRESS_BITS, oas: ADDRESS_BITS },
): DomainConfig {
  if (pageSizes.length === 0) throw new InputError('a domain needs a page size, such as 4K')
  if (new Set(pageSizes).size < pageSizes.length) {
    throw new InputError(`page sizes ${pageSizes.join(', ')} name one twice`)
  }
  const { coherent, strict } = MODE_FACTS[mode]
  return { ...bits, pgsizeBitmap: pgsizeBitmapOf(pageSizes), coherent, strict }
}

/** The page sizes of an id, in ascending order: `4K+2M`. */
export function pageSizesLabel(pageSizes: readonly PageSize[]): string {
  return PAGE_SIZES.filter((name) => pageSizes.includes(name)).join('+')
}

/** Reads the page sizes of an id, `4K+2M`; `undefined` where the text names none, or one twice. */
export function parsePageSizes(label: string): PageSize[] | undefined {
  const names = label.split('+')
  const pageSizes = PAGE_SIZES.filter((name) => names.includes(name))
  return pageSizes.length === names.length ? pageSizes : undefined
}

/** The page sizes of a title: `4K pages`, `4K and 2M pages`, `4K, 2M and 1G pages`. */
export function pageSizesWords(pageSizes: readonly PageSize[]): string {
  const names: string[] = PAGE_SIZES.filter((name) => pageSizes.includes(name))
  const last = names.pop()
  return `${names.length === 0 ? last : `${names.join(', ')} and ${last}`} pages`
}

/** What an id and a title add for a mode; nothing for coherent-strict. */
export function modeSuffix(mode: Mode): { id: string; words: string } {
  const { note, title } = MODE_FACTS[mode]
  return note === '' ? { id: '', words: '' } : { id: `/${note}`, words: `, ${title}` }
}
