/** The buffer of a command line: its size and place, its memory, its domain. */
import {
  DEFAULT_FORMAT,
  type DomainConfig,
  formatAddress,
  formatSize,
  GIB,
  geometryOf,
  InputError,
  parseSize,
  sizesIn,
} from '../../engines/index.js'
import {
  ADDRESS_BITS,
  GRANULE_NAMES,
  GRANULES,
  type Piece,
  pageSizesOption,
  parsePieces,
  pgsizeBitmapOf,
  repeated,
  smallestPage,
} from '../../workloads/index.js'

/** A buffer on a domain. Addresses and sizes are bytes. */
export interface Buffer {
  size: number
  iova: number
  paddr: number
  /** The pieces of its memory, again and again, where that is scattered; `undefined` where it lies together. */
  pieces: readonly Piece[] | undefined
  domain: DomainConfig
}

/** How the command line describes a buffer. */
export interface BufferOptions {
  /** `SIZE@IOVA`. */
  buffer: string
  /** Of the engines; the default one where absent. */
  formats?: readonly string[]
  /** `4K,2M,1G`; those that are usual on the formats where absent. */
  pageSizes?: string | undefined
  paddr?: string | undefined
  pieces?: string | undefined
  lazy?: boolean
  nonCoherent?: boolean
}

/** Memory begins here by default, so that an iova taken for a paddr shows. */
const PADDR = 4 * GIB

/** @throws InputError for what cannot be read, is out of range, or is no multiple of a page. */
export function parseBuffer(options: BufferOptions): Buffer {
  const domain = {
    ias: ADDRESS_BITS,
    oas: ADDRESS_BITS,
    pgsizeBitmap:
      options.pageSizes === undefined
        ? usualSizes(options.formats)
        : pgsizeBitmapOf(pageSizesOption(options.pageSizes)),
    coherent: options.nonCoherent !== true,
    strict: options.lazy !== true,
  }
  const page = smallestPage(domain.pgsizeBitmap)
  const { size, iova } = parsePlace(options.buffer)
  const paddr = options.paddr === undefined ? PADDR + (iova % GIB) : parseBytes(options.paddr)
  if (paddr === undefined) {
    throw new InputError(
      `--paddr ${options.paddr} is not a number of bytes, such as 0x100001000 or 4G`,
    )
  }
  const pieces = options.pieces === undefined ? undefined : parseList(options.pieces)

  const place = `buffer ${options.buffer}`
  if (size === 0) throw new InputError(`${place} holds nothing; its size must be above 0`)
  requireMultiple(place, `size ${formatSize(size)}`, size, page)
  requireMultiple(place, `iova ${formatAddress(iova)}`, iova, page)
  requireMultiple(place, `--paddr ${formatAddress(paddr)}`, paddr, page)
  requireBelow(place, 'iova', iova, size, 'a lower IOVA')
  for (const { bytes } of pieces ?? []) {
    requireMultiple(place, `--pieces ${formatSize(bytes)}`, bytes, page)
  }
  // Gaps of a piece's size lie between pieces.
  requireBelow(place, 'paddr', paddr, pieces === undefined ? size : 2 * size, 'a lower --paddr')
  return { size, iova, paddr, pieces, domain }
}

/** The page sizes of a kernel of the first format's granule, where it has them; else all of its own. */
function usualSizes([name = DEFAULT_FORMAT]: readonly string[] = []): number {
  const { granuleShift, leafSizes } = geometryOf(name)
  const granule = GRANULE_NAMES.find((one) => one === formatSize(2 ** granuleShift))
  const own = sizesIn(leafSizes)
  const usual = granule === undefined ? own : sizesIn(pgsizeBitmapOf(GRANULES[granule]))
  return usual.filter((size) => own.includes(size)).reduce((sum, size) => sum + size, 0)
}

function parsePlace(text: string): { size: number; iova: number } {
  const [sizeText, iovaText, ...rest] = text.split('@')
  const size = parseBytes(sizeText)
  const iova = iovaText === undefined ? undefined : parseBytes(iovaText)
  if (size === undefined || iova === undefined || rest.length > 0) {
    throw new InputError(
      `buffer ${text} is not SIZE@IOVA, such as 4M@0, 64K@0x1000000000 or 1G@64G`,
    )
  }
  return { size, iova }
}

function parseList(text: string): Piece[] {
  const pieces = parsePieces(text)
  if (pieces !== undefined) return repeated(pieces)
  throw new InputError(
    `--pieces ${text} is no size, such as 64K, and no list, such as 3x1M+5x64K+7x4K`,
  )
}

/** `0x1000`, `4K` or plain bytes. */
function parseBytes(text: string): number | undefined {
  if (!/^0x[0-9a-f]+$/i.test(text)) return parseSize(text)
  const bytes = Number(text)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

function requireMultiple(place: string, what: string, bytes: number, page: number): void {
  if (bytes % page === 0) return
  throw new InputError(
    `${place}: ${what} is no multiple of the smallest page, ${formatSize(page)}; round it, or give smaller --page-sizes`,
  )
}

function requireBelow(
  place: string,
  what: string,
  from: number,
  size: number,
  wayOut: string,
): void {
  if (from + size <= 2 ** ADDRESS_BITS) return
  throw new InputError(
    `${place}: ${what} ${formatAddress(from)} and ${formatSize(size)} go beyond ${ADDRESS_BITS} address bits; give ${wayOut} or a smaller size`,
  )
}
