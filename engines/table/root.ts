import type { Geometry } from './formats/format.js'

/** The level that walks of `ias` address bits begin at, and how many tables lie side by side there. */
export function rootOf(
  { bitsPerLevel, concatenatedRoots, granuleShift, lastLevel }: Geometry,
  ias: number,
): { level: number; tables: number } {
  const levels = Math.ceil((ias - granuleShift) / bitsPerLevel)
  const entries = 2 ** (ias - granuleShift - bitsPerLevel * (levels - 1))
  const concatenated = levels === lastLevel + 1 && entries <= concatenatedRoots
  const level = lastLevel + 1 - levels
  return concatenated ? { level: level + 1, tables: entries } : { level, tables: 1 }
}
