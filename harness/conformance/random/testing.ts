/** Reads scripts as they are printed: what a failure was shrunk to can be pasted into a test. */
import { type DomainConfig, InputError, parseSize } from '../../../engines/index.js'
import type { Script, Step } from './script.js'

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
