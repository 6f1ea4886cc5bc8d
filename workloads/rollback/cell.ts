/** Maps that fail at a page in the middle of it all, and are rolled back. */
import { type FailingAt, formatSize } from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import {
  domainOf,
  modeSuffix,
  pageSizesLabel,
  pageSizesWords,
  smallestPage,
} from '../cell/domain.js'
import { slotted } from '../cell/place.js'
import { failingBuffer, type RollbackOptions } from './buffer.js'
import { compileExists, strideOf } from './exists.js'
import { noMemory } from './no-memory.js'

/**
 * A cell of maps that fail, the failing call and the rollback timed together. By -EEXIST the tape has
 * slots; by -ENOMEM it has one length, since the budget of tables is the domain's.
 * @throws InputError where a buffer has no such page to fail at
 */
export function rollbackCell(options: RollbackOptions): Cell {
  const { bufferBytes, pageSizes, error, at, mode } = options
  const domain = domainOf(pageSizes, mode)
  const buffer = failingBuffer(options)
  const suffix = modeSuffix(mode)
  const size = formatSize(bufferBytes)
  const id = `rollback:${size}@${pageSizesLabel(pageSizes)}/${error}/${at}${suffix.id}`
  const words = `${size} map that fails with -${error} ${AT_WORDS[at]}`
  const shared = {
    id,
    title: `${words}, ${pageSizesWords(pageSizes)}${suffix.words}`,
    workload: 'rollback',
    mode,
    bufferBytes,
    failing: buffer.failing,
    ops: ['map'],
  } satisfies Partial<Cell>
  if (error === 'ENOMEM') {
    const { maxTables, compile } = noMemory(buffer, smallestPage(domain.pgsizeBitmap))
    return { ...shared, domain: { ...domain, maxTables }, maxSlots: 1, compile }
  }
  const slots = slotted(id, strideOf(buffer), (count) => compileExists(buffer, count))
  return { ...shared, domain, ...slots }
}

const AT_WORDS: Record<FailingAt, string> = {
  'first-page': 'at its first page',
  'mid-run': 'in the middle of its first run',
  'table-end': 'at the end of its first table',
  'second-size': 'in its second page size',
}
