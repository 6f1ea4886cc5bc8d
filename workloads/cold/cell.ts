/** Cells that measure what is cold: named so, and never mixed with the warm ones. */
import {
  type Cold,
  compileTape,
  type DomainConfig,
  formatSize,
  InputError,
  KIB,
  MIB,
  type Tape,
} from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import {
  domainOf,
  modeSuffix,
  pageSizesLabel,
  pageSizesWords,
  smallestPage,
} from '../cell/domain.js'
import { onceInUse } from '../cell/in-use.js'
import { requireBuffer, slotted } from '../cell/place.js'
import { mapOf, unmapWhole } from '../sweep/cell.js'
import { layoutOf, type Segment } from '../sweep/layout.js'
import type { ColdOptions } from './entry.js'
import { compileFirstMap, regionOf } from './first-map.js'
import { buffersOver, compileTables } from './tables.js'

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

const KINDS: Record<Cold, (options: ColdOptions, domain: DomainConfig, id: string) => Kind> = {
  tables: ({ bufferBytes, tableBytes = TABLE_BYTES }, { pgsizeBitmap }) => {
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
  },
  'late-unmap': (options, _, id) => {
    const layout = layoutOf({ ...options, alignment: 'aligned' })
    return {
      ops: ['unmap'],
      ...slotted(id, layout.stride, (slots) => compileLateUnmap(layout.slots(slots))),
      words: 'unmapped after the caches were filled with other memory',
    }
  },
  'first-map': ({ bufferBytes }, { pgsizeBitmap }, id) => {
    const region = regionOf(pgsizeBitmap, bufferBytes)
    return {
      ops: ['map'],
      ...slotted(id, region, (slots) =>
        compileFirstMap(slots, bufferBytes, region, smallestPage(pgsizeBitmap)),
      ),
      words: 'the first map into its table',
    }
  },
}

/** Bytes that are written between map and unmap: more than most last-level caches hold. */
const EVICT_BYTES = 64 * MIB

/** An untimed phase maps every buffer; the timed one unmaps them, after other memory went through the caches. */
function compileLateUnmap(buffers: readonly Segment[][]): Tape {
  return compileTape([
    { op: 'map', timed: false, operations: buffers.flatMap(mapOf) },
    { op: 'unmap', timed: true, evictBytes: EVICT_BYTES, operations: buffers.map(unmapWhole) },
  ])
}
