/** Sizes of the first CPU's caches. */
import { readdirSync } from 'node:fs'
import { KIB, MIB } from '../../../engines/contract/index.js'
import { textOf } from '../machine/index.js'

const CACHES = '/sys/devices/system/cpu/cpu0/cache'

/** Where the system tells no sizes: those of a usual processor, so that three levels are seen. */
const USUAL = [32 * KIB, 512 * KIB, 16 * MIB]

const UNITS: Record<string, number> = { K: KIB, M: MIB }

/** Bytes of each level that holds data, the nearest first. */
export function cacheBytes(folder: string = CACHES): number[] {
  const found = new Map<number, number>()
  for (const name of indices(folder)) {
    const [level, type, size] = ['level', 'type', 'size'].map(
      (file) => textOf(`${folder}/${name}/${file}`)?.trim() ?? '',
    )
    const bytes = parseSize(size)
    if (type !== 'Instruction' && bytes !== undefined) found.set(Number(level), bytes)
  }
  if (found.size === 0) return USUAL
  return [...found].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)
}

function indices(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^index\d+$/.test(name))
  } catch {
    return []
  }
}

function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)([KM]?)$/.exec(text) ?? []
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 1)
}
