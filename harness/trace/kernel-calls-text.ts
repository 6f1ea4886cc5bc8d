import { formatAddress, formatSize } from '../../engines/contract/index.js'
import { formatCount } from '../../reports/phrases/index.js'
import { plural } from '../../reports/text/index.js'
import type { CallDifference, KernelCalls } from './kernel-calls.js'
import type { RunCall } from './table-ends.js'

/** Calls of one operation that are printed; the rest is a number. */
const MOST_CALLS = 3

/** Whether the calls are those of the running kernel, and the first that are not: a sentence. */
export function kernelCallsText({
  calls,
  different,
  first,
  operations,
  other,
  pageSizes,
}: KernelCalls): string {
  const left = other === undefined ? '' : `${other} is no function of io-pgtable-arm: not compared`
  if (operations === 0) return left
  const compared =
    `map-unmap-pages on pages of ${pageSizes.map(formatSize).join(', ')} makes the running kernel's ` +
    `calls for ${formatCount(operations - different)} of ${plural(operations, 'operation')} ` +
    `(${plural(calls, 'call')})`
  return [
    compared,
    ...(first === undefined ? [] : [firstText(first)]),
    ...(left === '' ? [] : [left]),
  ].join('; ')
}

function firstText({ core, event, kernel }: CallDifference): string {
  return (
    `the first that differs is on line ${event.line}, of ${formatAddress(event.iova)} + ` +
    `${formatSize(event.size)}: the kernel ${callsText(kernel)}, map-unmap-pages ${callsText(core)}`
  )
}

function callsText(calls: readonly RunCall[]): string {
  const rest = calls.length - MOST_CALLS
  const shown = calls
    .slice(0, MOST_CALLS)
    .map(({ iova, op, pgcount, pgsize }) => {
      return `${op}(${formatAddress(iova)}, ${pgcount} x ${formatSize(pgsize)})`
    })
    .join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown || 'none'
}
