/**
 * `dma:*` events of Linux 6.12 and later (038eb433dc14): a device, and the addresses of a page or a
 * scatter list. Lists are printed whole, or, since 2026, 128 entries of them with a note.
 */
import { PAGE_BYTES as PAGE, VALUE_LIMIT } from '../columns/pages.js'

/** Memory as a device sees it. Addresses and sizes are bytes, and need not be whole pages. */
export interface DmaSegment {
  dma: number
  paddr: number
  size: number
}

export type DmaEvent =
  | { kind: 'map'; device: string; segments: DmaSegment[]; memory: 'known' | 'unknown' }
  | { kind: 'unmap'; device: string; dma: number; size: number }
  | {
      kind: 'map-list'
      device: string
      segments: DmaSegment[]
      key: ListKey
      lengths: Lengths
      truncated: boolean
    }
  | { kind: 'unmap-list'; device: string; key: ListKey }
  /** An event that maps nothing: a sync, or what failed. */
  | { kind: 'nothing' }
  | { kind: 'unreadable'; expected: string }

/** How a list is found again: its unmap prints physical addresses alone. */
export interface ListKey {
  first: number
  entries: number
}

/**
 * Whether a list's entries have lengths of their own: the IOMMU may join entries for the device, and
 * then the joined length alone is printed. `guessed`: an entry is one page, and the last is the rest.
 */
export type Lengths = 'printed' | 'pages' | 'guessed'

const NAME = /^(?:dma:)?(dma_\w+):\s+(.*)$/
const ONE = /^(\S+) dir=\S* dma_addr=([0-9a-f]+) size=(\d+)(?: phys_addr=([0-9a-f]+))?/
const MAP_LIST =
  /^(\S+) dir=\S* (?:nents=\d+\/(\d+) ents=\d+\/\d+(?: \[TRUNCATED\])? )?dma_addrs=\{([^{}]*)\} sizes=\{([^{}]*)\} phys_addrs=\{([^{}]*)\}/
const UNMAP_LIST = /^(\S+) dir=\S* phys_addrs=\{([^{}]*)\}/

const EXPECTED_ONE = 'DEVICE dir=... dma_addr=... size=BYTES phys_addr=...'
const EXPECTED_MAP_LIST = 'DEVICE dir=... dma_addrs={...} sizes={...} phys_addrs={...}'
const EXPECTED_UNMAP_LIST = 'DEVICE dir=... phys_addrs={...}'

/** What DMA_MAPPING_ERROR is printed as. */
const FAILED = 'f'.repeat(16)

/** The event of a text that begins with `dma_` or `dma:dma_`; `undefined` where it is none. */
export function dmaEvent(text: string): DmaEvent | undefined {
  const named = NAME.exec(text)
  if (named === null) return undefined
  const [, name, fields] = named
  switch (name) {
    case 'dma_map_page':
    case 'dma_map_phys':
    case 'dma_map_resource':
      return mapOf(fields, true)
    case 'dma_alloc':
    case 'dma_alloc_pages':
    case 'dma_alloc_sgt':
      return mapOf(allocation(fields), false)
    case 'dma_unmap_page':
    case 'dma_unmap_phys':
    case 'dma_unmap_resource':
    case 'dma_free':
    case 'dma_free_pages':
    case 'dma_free_sgt':
      return unmapOf(allocation(fields))
    case 'dma_map_sg':
      return mapListOf(fields)
    case 'dma_unmap_sg':
      return unmapListOf(fields)
    default:
      return { kind: 'nothing' }
  }
}

/** Fields of an allocation, whose direction the first kernels do not print. */
function allocation(fields: string): string {
  return fields.replace(/^(\S+) dma_addr=/, '$1 dir= dma_addr=')
}

function mapOf(fields: string, named: boolean): DmaEvent {
  const match = ONE.exec(fields)
  if (match === null || (named && match[4] === undefined)) return unreadable(EXPECTED_ONE)
  const [, device, dma, size, paddr = '0'] = match
  if (dma === FAILED || Number(size) === 0) return { kind: 'nothing' }
  const segment = { dma: hexadecimal(dma), paddr: hexadecimal(paddr), size: Number(size) }
  if (!fits(segment)) return unreadable('addresses below 2^52')
  return { kind: 'map', device, segments: [segment], memory: named ? 'known' : 'unknown' }
}

function unmapOf(fields: string): DmaEvent {
  const match = ONE.exec(fields)
  if (match === null) return unreadable(EXPECTED_ONE)
  const [, device, dma, size] = match
  const segment = { dma: hexadecimal(dma), paddr: 0, size: Number(size) }
  if (!fits(segment)) return unreadable('addresses below 2^52')
  return { kind: 'unmap', device, dma: segment.dma, size: segment.size }
}

function mapListOf(fields: string): DmaEvent {
  const match = MAP_LIST.exec(fields)
  if (match === null) return unreadable(EXPECTED_MAP_LIST)
  const [, device, entries, dmaAddrs, sizes, physAddrs] = match
  const dma = numbers(dmaAddrs)
  const size = numbers(sizes)
  const paddr = numbers(physAddrs)
  if (dma.length === 0 || dma.length !== size.length || paddr.length < dma.length) {
    return unreadable(EXPECTED_MAP_LIST)
  }
  const wide = dma.map((address, at) => ({ dma: address, paddr: paddr[at], size: size[at] }))
  if (!wide.every(fits) || !paddr.every((address) => address < VALUE_LIMIT / 2)) {
    return unreadable('addresses below 2^52')
  }
  const key = { first: paddr[0], entries: Number(entries ?? paddr.length) }
  const truncated = key.entries > paddr.length
  const common = { kind: 'map-list', device, key, truncated } as const
  if (dma.length === paddr.length) return { ...common, segments: wide, lengths: 'printed' }
  const [first] = dma
  const last = dma.length - 1
  const pages = Math.ceil((dma[last] + size[last]) / PAGE) - Math.floor(first / PAGE)
  const whole = wide.reduce((sum, at) => sum + spanOf(at), 0) === pages * PAGE
  if (!whole || pages < paddr.length)
    return unreadable(`${EXPECTED_MAP_LIST}, one range of the device`)
  const start = Math.floor(first / PAGE) * PAGE
  const segments = paddr.map((address, at) => ({
    dma: start + at * PAGE,
    paddr: Math.floor(address / PAGE) * PAGE,
    size: (at === paddr.length - 1 ? pages - at : 1) * PAGE,
  }))
  return { ...common, segments, lengths: pages === paddr.length ? 'pages' : 'guessed' }
}

/** Bytes of the pages that a segment lies in. */
function spanOf({ dma, size }: DmaSegment): number {
  return (Math.ceil((dma + size) / PAGE) - Math.floor(dma / PAGE)) * PAGE
}

function unmapListOf(fields: string): DmaEvent {
  const match = UNMAP_LIST.exec(fields)
  const [, device = '', physAddrs = ''] = match ?? []
  const paddr = numbers(physAddrs)
  if (match === null || paddr.length === 0 || !paddr.every((address) => address < VALUE_LIMIT)) {
    return unreadable(EXPECTED_UNMAP_LIST)
  }
  return { kind: 'unmap-list', device, key: { first: paddr[0], entries: paddr.length } }
}

/** Numbers of a printed array; NaN, which fits nothing, where one cannot be read. */
function numbers(text: string): number[] {
  if (text.trim() === '') return []
  return text.split(',').map((part) => {
    const digits = /^\s*(?:0x)?([0-9a-f]{1,16})\s*$/i.exec(part)?.[1]
    return digits === undefined ? Number.NaN : Number.parseInt(digits, 16)
  })
}

function fits({ dma, paddr, size }: DmaSegment): boolean {
  return size > 0 && Math.max(dma, paddr) + size < VALUE_LIMIT / 2
}

function hexadecimal(digits: string): number {
  return digits.length > 16 ? Number.NaN : Number.parseInt(digits, 16)
}

function unreadable(expected: string): DmaEvent {
  return { kind: 'unreadable', expected }
}
