/**
 * `iommu:map` and `iommu:unmap`: the text of Linux 5.17 and later (`iova=START - END`, END exclusive,
 * 94aedac49d92), the older one (`iova=START`), and their fields one by one.
 */
import { MAP, UNMAP } from '../../../engines/contract/index.js'
import type { TraceEvent } from '../columns/events.js'
import { isColumnValue, VALUE_LIMIT } from '../columns/pages.js'
import type { Cursor } from './cursor.js'

const SYSTEM = Buffer.from('iommu:')
const MAP_NAME = Buffer.from('map:')
const UNMAP_NAME = Buffer.from('unmap:')
const IOVA = Buffer.from('IOMMU: iova=0x')
const TO = Buffer.from(' - 0x')
const PADDR = Buffer.from(' paddr=0x')
const SIZE = Buffer.from(' size=')
const UNMAPPED = Buffer.from(' unmapped_size=')

export const EXPECTED = {
  map: 'map: IOMMU: iova=0x... - 0x... paddr=0x... size=BYTES',
  unmap: 'unmap: IOMMU: iova=0x... - 0x... size=BYTES unmapped_size=BYTES',
  beyond: 'addresses and sizes below 2^52',
  unequal: 'a size that is the distance between the two iovas',
  unaligned: 'addresses and sizes that are whole pages of 4K',
} as const

/** A map or unmap as it was printed, checked by `faultOf`. One object serves all lines. */
export interface PrintedEvent extends Omit<TraceEvent, 'line'> {
  /** NaN where the text has none. */
  end: number
}

export function printedEvent(): PrintedEvent {
  return { op: MAP, iova: 0, end: Number.NaN, paddr: 0, size: 0, unmapped: 0 }
}

/** Reads an event's text at the cursor into `event`; `false`, the cursor unmoved, where it is none. */
export function readIommuEvent(cursor: Cursor, event: PrintedEvent): boolean {
  const from = cursor.at
  cursor.take(SYSTEM)
  const isMap = cursor.take(MAP_NAME)
  const named = isMap || cursor.take(UNMAP_NAME)
  if (named && cursor.blanks() > 0 && cursor.take(IOVA) && readFields(cursor, event, isMap)) {
    cursor.blanks()
    if (cursor.done) return true
  }
  cursor.at = from
  return false
}

function readFields(cursor: Cursor, event: PrintedEvent, isMap: boolean): boolean {
  event.op = isMap ? MAP : UNMAP
  event.iova = cursor.hexadecimal()
  event.end = Number.NaN
  if (cursor.take(TO)) {
    event.end = cursor.hexadecimal()
    if (Number.isNaN(event.end)) return false
  }
  event.paddr = 0
  if (isMap) {
    if (!cursor.take(PADDR)) return false
    event.paddr = cursor.hexadecimal()
  }
  if (!cursor.take(SIZE)) return false
  event.size = cursor.decimal()
  event.unmapped = 0
  if (!isMap) {
    if (!cursor.take(UNMAPPED)) return false
    event.unmapped = cursor.decimal()
  }
  return !Number.isNaN(event.iova + event.paddr + event.size + event.unmapped)
}

/** `NAME=VALUE` of ftrace's `fields` option and of `trace-cmd report -R`, `NAME: VALUE` of `perf trace`. */
const FIELD = /\b(iova|paddr|size|unmapped_size)(?:=|: )(0x[0-9a-f]+|\d+)(?=[ ,)]|$)/g

/**
 * Reads an event that was printed field by field, its values in hexadecimal with `0x` or in decimal.
 * `perf trace` leaves fields out that are 0.
 */
export function readIommuFields(text: string, event: PrintedEvent): boolean {
  const named = /^(?:iommu:)?(map|unmap)(?:(:)\s+|\()(?!IOMMU:)/.exec(text)
  if (named === null) return false
  const fields = new Map([...text.matchAll(FIELD)].map(([, name, value]) => [name, Number(value)]))
  const isMap = named[1] === 'map'
  const wanted = isMap ? ['iova', 'paddr', 'size'] : ['iova', 'size', 'unmapped_size']
  const mayLack = named[2] === undefined && text.endsWith(')') && fields.size > 0
  if (!mayLack && !wanted.every((name) => fields.has(name))) return false
  event.op = isMap ? MAP : UNMAP
  event.iova = fields.get('iova') ?? 0
  event.end = Number.NaN
  event.paddr = isMap ? (fields.get('paddr') ?? 0) : 0
  event.size = fields.get('size') ?? 0
  event.unmapped = isMap ? 0 : (fields.get('unmapped_size') ?? 0)
  return true
}

/** Why an event cannot be replayed by anyone; `undefined` where it can. */
export function faultOf(event: PrintedEvent): 'beyond' | 'unequal' | 'unaligned' | undefined {
  const { iova, end, paddr, size, unmapped } = event
  if (Math.max(iova, paddr) + Math.max(size, unmapped) >= VALUE_LIMIT) return 'beyond'
  if (!Number.isNaN(end) && end !== iova + size) return 'unequal'
  const whole =
    isColumnValue(iova) && isColumnValue(paddr) && isColumnValue(size) && isColumnValue(unmapped)
  return whole ? undefined : 'unaligned'
}
