/**
 * Scripts: a domain and the operations on it, as values and as text. What a failure is shrunk to is
 * printed so that it can be pasted into a test:
 *
 *     domain ias=48 oas=48 pages=4K,2M,1G coherent strict
 *     map 2M@0x40000000 -> 0x80001000
 *     map 1M@0x0 -> 0x80000000 + 1M -> 0x90000000
 *     unmap 4K@0x40001000
 */
import {
  type DomainConfig,
  formatAddress,
  formatSize,
  type Segment,
  sizesIn,
} from '../../../engines/index.js'
import { bytesOf } from '../trial/regions.js'

/** One call of the core. A map of more than one segment is a scatter list. */
export type Step =
  | { op: 'map'; iova: number; segments: Segment[] }
  | { op: 'unmap'; iova: number; size: number }

export interface Script {
  domain: DomainConfig
  steps: Step[]
}

/** Bytes that a step is about. */
export function stepSize(step: Step): number {
  return step.op === 'unmap' ? step.size : bytesOf(step.segments)
}

/** A script as text, a line a step. */
export function formatScript({ domain, steps }: Script): string {
  return [formatDomain(domain), ...steps.map(formatStep)].join('\n')
}

/** A step as text. */
export function formatStep(step: Step): string {
  const at = formatAddress(step.iova)
  if (step.op === 'unmap') return `unmap ${formatSize(step.size)}@${at}`
  const [first, ...others] = step.segments.map(
    ({ paddr, size }) => [formatSize(size), formatAddress(paddr)] as const,
  )
  const list = others.map(([size, paddr]) => ` + ${size} -> ${paddr}`).join('')
  return `map ${first[0]}@${at} -> ${first[1]}${list}`
}

function formatDomain({ ias, oas, pgsizeBitmap, coherent, strict }: DomainConfig): string {
  const sizes = sizesIn(pgsizeBitmap).map(formatSize)
  const walker = coherent ? 'coherent' : 'non-coherent'
  return `domain ias=${ias} oas=${oas} pages=${sizes.join(',')} ${walker} ${strict ? 'strict' : 'lazy'}`
}
