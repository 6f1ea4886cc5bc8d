import { DEFAULT_FORMAT, OWN_FORMATS, type OwnFormat, sizesIn } from '../../contract/index.js'
import { AMD_V1, AMD_V1_CONTIGUOUS } from './amd-v1.js'
import { ARM_LPAE_4K, ARM_LPAE_4K_CONTIGUOUS, ARM_LPAE_4K_S2 } from './arm-lpae-4k.js'
import { ARM_LPAE_16K, ARM_LPAE_16K_CONTIGUOUS, ARM_LPAE_16K_S2 } from './arm-lpae-16k.js'
import { ARM_LPAE_64K, ARM_LPAE_64K_CONTIGUOUS, ARM_LPAE_64K_S2 } from './arm-lpae-64k.js'
import type { Format, Geometry } from './format.js'
import { VTD_SS } from './vtd-ss.js'

const BY_NAME: Record<OwnFormat, Format> = {
  'arm-lpae-4k': ARM_LPAE_4K,
  'arm-lpae-4k-s2': ARM_LPAE_4K_S2,
  'arm-lpae-16k': ARM_LPAE_16K,
  'arm-lpae-16k-s2': ARM_LPAE_16K_S2,
  'arm-lpae-64k': ARM_LPAE_64K,
  'arm-lpae-64k-s2': ARM_LPAE_64K_S2,
  'vtd-ss': VTD_SS,
  'amd-v1': AMD_V1,
  'arm-lpae-4k-contiguous': ARM_LPAE_4K_CONTIGUOUS,
  'arm-lpae-16k-contiguous': ARM_LPAE_16K_CONTIGUOUS,
  'arm-lpae-64k-contiguous': ARM_LPAE_64K_CONTIGUOUS,
  'amd-v1-contiguous': AMD_V1_CONTIGUOUS,
}

/** The formats of the vocabulary that walkers of our own have. */
const TABLE_FORMATS: readonly Format[] = OWN_FORMATS.map((name) => BY_NAME[name])

/** @throws Error for an id that no walker of ours has. */
export function ownFormat(name: string): Format {
  const found = TABLE_FORMATS.find((format) => format.name === name)
  if (found === undefined) throw new Error(`tier ts has no format ${name}`)
  return found
}

/** Both stages of the default one, in which everything runs; and those that run where they are asked for. */
export const USUAL_FORMATS = [DEFAULT_FORMAT, `${DEFAULT_FORMAT}-s2`].map(ownFormat)
export const OTHER_FORMATS = TABLE_FORMATS.filter((format) => !USUAL_FORMATS.includes(format))

/** Formats that modules of the user's own brought. */
const brought = new Map<string, Geometry>()

/** Makes a format of a module known to this process. */
export function useFormat(format: Geometry): void {
  brought.set(format.name, format)
}

/** The format of an engine, by its id; where only others have it, the default one, whose sizes those share. */
export function geometryOf(name: string): Geometry {
  return TABLE_FORMATS.find((format) => format.name === name) ?? brought.get(name) ?? ARM_LPAE_4K
}

/** The sizes of a format's leaves, and its tables' entries: a table of leaves of one size spans the next. */
export interface Leaves {
  /** In bytes, largest first. */
  sizes: readonly number[]
  /** Of leaves of several entries, largest first. */
  contiguous: readonly number[]
  entries: number
}

/** The leaves of a format, by its id. */
export function leavesIn(name: string): Leaves {
  const { bitsPerLevel, contiguousSizes = 0, leafSizes } = geometryOf(name)
  return {
    sizes: sizesIn(leafSizes).reverse(),
    contiguous: sizesIn(contiguousSizes).reverse(),
    entries: 2 ** bitsPerLevel,
  }
}
