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
  InputError,
  parseSize,
  type Segment,
  sizesIn,
} from '../../../engines/index.js'

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
  return step.op === 'unmap'
    ? step.size
    : step.segments.reduce((total, segment) => total + segment.size, 0)
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

/**
 * Reads a script; empty lines and what follows a `#` are left out.
 *
 * @throws InputError with the line that cannot be read.
 */
export function parseScript(text: string): Script {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
  const [first, ...others] = lines
  return { domain: parseDomain(first ?? ''), steps: others.map(parseStep) }
}

function formatDomain({ ias, oas, pgsizeBitmap, coherent, strict }: DomainConfig): string {
  const sizes = sizesIn(pgsizeBitmap).map(formatSize)
  const walker = coherent ? 'coherent' : 'non-coherent'
  return `domain ias=${ias} oas=${oas} pages=${sizes.join(',')} ${walker} ${strict ? 'strict' : 'lazy'}`
}

function parseDomain(line: string): DomainConfig {
  const match =
    /^domain ias=(\d+) oas=(\d+) pages=(\S+) (coherent|non-coherent) (strict|lazy)$/.exec(line)
  if (match === null) throw unreadable(line)
  const [, ias, oas, sizes, walker, mode] = match
  return {
    ias: Number(ias),
    oas: Number(oas),
    pgsizeBitmap: sizes.split(',').reduce((bitmap, size) => bitmap | sizeOf(size), 0),
    coherent: walker === 'coherent',
    strict: mode === 'strict',
  }
}

function parseStep(line: string): Step {
  const match = /^(map|unmap) (\w+)@(0x[0-9a-f]+)(?: -> (.+))?$/.exec(line)
  if (match === null || (match[1] === 'map') !== (match[4] !== undefined)) throw unreadable(line)
  const [, op, size, iova, memory] = match
  if (op === 'unmap') return { op, iova: Number(iova), size: sizeOf(size) }
  const segments = `${size} -> ${memory}`.split(' + ').map((text) => {
    const [length, paddr] = text.split(' -> ')
    return { paddr: Number(paddr), size: sizeOf(length) }
  })
  return { op: 'map', iova: Number(iova), segments }
}

function sizeOf(text: string): number {
  const size = parseSize(text)
  if (size === undefined) throw unreadable(text)
  return size
}

function unreadable(text: string): InputError {
  return new InputError(
    `"${text}" is no line of a script; lines are "domain ias=48 oas=48 pages=4K,2M coherent strict", "map 2M@0x0 -> 0x1000" and "unmap 4K@0x0"`,
  )
}
