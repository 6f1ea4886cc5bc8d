/** Cells that measure what is cold: named so, and never mixed with the warm ones. */
import {
  type Cold,
  type DomainConfig,
  formatSize,
  InputError,
  KIB,
  MIB,
  type Mode,
} from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import {
  domainOf,
  modeSuffix,
  type PageSize,
  pageSizesLabel,
  pageSizesWords,
  smallestPage,
} from '../cell/domain.js'
import { onceInUse } from '../cell/in-use.js'
import { mostSlots, requireBuffer, requireSlots } from '../cell/place.js'
import { layoutOf } from '../sweep/index.js'
import { compileFirstMap, regionOf } from './first-map.js'
import { compileLateUnmap } from './late-unmap.js'
import { buffersOver, compileTables } from './tables.js'

export interface ColdOptions {
  kind: Cold
  /** Bytes of one buffer. */
  bufferBytes: number
  pageSizes: readonly PageSize[]
  mode: Mode
  /** `tables` alone: bytes of leaf tables, 64M by default. */
  tableBytes?: number
}

/** More than most last-level caches hold. */
const TABLE_BYTES = 64 * MIB

const SMALLEST_TABLES = 4 * KIB
const LARGEST_TABLES = 256 * MIB

/** What the kinds differ in. */
type Kind = Pick<Cell, 'ops' | 'maxSlots' | 'compile'> & { words: string }

/** @throws InputError where a buffer does not fit its kind */
export function coldCell(options: ColdOptions): Cell {
  const { kind, bufferBytes, pageSizes, mode, tableBytes = TABLE_BYTES } = options
  const domain = domainOf(pageSizes, mode)
  requireBuffer(bufferBytes, smallestPage(domain.pgsizeBitmap))
  const suffix = modeSuffix(mode)
  const size = formatSize(bufferBytes)
  const name = tableBytes === TABLE_BYTES ? kind : `${kind}-${formatSize(tableBytes)}`
  const id = `cold:${name}/${size}@${pageSizesLabel(pageSizes)}${suffix.id}`
  const { words, ...parts } = KINDS[kind](options, domain, id)
  return {
    id,
    title: `${size} buffer, ${pageSizesWords(pageSizes)}, ${words}${suffix.words}`,
    workload: 'cold',
    mode,
    domain,
    bufferBytes,
    alignment: 'aligned',
    cold: kind,
    ...parts,
  }
}

type KindOf = (options: ColdOptions, domain: DomainConfig, id: string) => Kind

const tables: KindOf = ({ bufferBytes, tableBytes = TABLE_BYTES }, { pgsizeBitmap }) => {
  if (!(tableBytes >= SMALLEST_TABLES && tableBytes <= LARGEST_TABLES)) {
    throw new InputError(
      `tables of ${formatSize(tableBytes)} are out of range: ` +
        `${formatSize(SMALLEST_TABLES)} to ${formatSize(LARGEST_TABLES)}`,
    )
  }
  const buffers = buffersOver(tableBytes, bufferBytes, smallestPage(pgsizeBitmap))
  if (!Number.isInteger(buffers)) {
    throw new InputError(
      `tables of ${formatSize(tableBytes)} hold no whole number of buffers of ` +
        `${formatSize(bufferBytes)}; take a power of two, or smaller buffers`,
    )
  }
  return {
    ops: ['map', 'unmap'],
    maxSlots: 1,
    compile: () =>
      onceInUse(`tables ${buffers} ${bufferBytes}`, () => compileTables(buffers, bufferBytes)),
    words: `in random order over ${formatSize(tableBytes)} of tables`,
  }
}

const lateUnmap: KindOf = ({ bufferBytes, pageSizes, mode }, _, id) => {
  const layout = layoutOf({ bufferBytes, pageSizes, alignment: 'aligned', mode })
  const maxSlots = mostSlots(layout.stride)
  return {
    ops: ['unmap'],
    maxSlots,
    compile: (slots) => {
      requireSlots(id, slots, maxSlots)
      return compileLateUnmap(layout.slots(slots))
    },
    words: 'unmapped after the caches were filled with other memory',
  }
}

const firstMap: KindOf = ({ bufferBytes }, { pgsizeBitmap }, id) => {
  const region = regionOf(pgsizeBitmap, bufferBytes)
  const maxSlots = mostSlots(region)
  return {
    ops: ['map'],
    maxSlots,
    compile: (slots) => {
      requireSlots(id, slots, maxSlots)
      return compileFirstMap(slots, bufferBytes, region, smallestPage(pgsizeBitmap))
    },
    words: 'the first map into its table',
  }
}

const KINDS: Record<Cold, KindOf> = {
  tables,
  'late-unmap': lateUnmap,
  'first-map': firstMap,
}
