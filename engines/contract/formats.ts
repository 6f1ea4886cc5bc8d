/** Page-table formats by their ids: what they are called, and whose code a kernel tree has for them. */
import { DEFAULT_FORMAT } from './engine.js'

/** Names of formats in sentences; one that is not here keeps its id. */
const FORMAT_WORDS: Readonly<Record<string, string>> = {
  [DEFAULT_FORMAT]: 'ARM LPAE',
  'arm-lpae-4k-s2': 'ARM LPAE stage 2',
  'vtd-ss': 'VT-d second stage',
  'x86-64': 'x86-64',
  'amd-v1': 'AMD v1',
  'riscv-64': 'RISC-V 64',
}

/** `VT-d second stage` for `vtd-ss`. */
export function formatWords(format: string): string {
  return Object.hasOwn(FORMAT_WORDS, format) ? (FORMAT_WORDS[format] ?? format) : format
}

/** The page-table libraries of a kernel tree. */
export type Library = 'io-pgtable-arm' | 'generic_pt'

/**
 * Whose code a kernel tree has for a format: io-pgtable-arm the ARM LPAE ones, generic_pt all others,
 * those that a later version adds among them.
 */
export function libraryOf(format: string): Library {
  return format.startsWith('arm-lpae') ? 'io-pgtable-arm' : 'generic_pt'
}
