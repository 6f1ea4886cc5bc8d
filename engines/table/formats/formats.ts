import { OWN_FORMATS, type OwnFormat } from '../../contract/index.js'
import { AMD_V1 } from './amd-v1.js'
import { ARM_LPAE_4K, ARM_LPAE_4K_S2 } from './arm-lpae-4k.js'
import { ARM_LPAE_16K, ARM_LPAE_16K_S2 } from './arm-lpae-16k.js'
import { ARM_LPAE_64K, ARM_LPAE_64K_S2 } from './arm-lpae-64k.js'
import type { Format } from './format.js'
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
}

/** The formats of the vocabulary that walkers of our own have. */
export const TABLE_FORMATS: readonly Format[] = OWN_FORMATS.map((name) => BY_NAME[name])

/** The format of an engine, by its id; where only others have it, the default one, whose sizes those share. */
export function tableFormatOf(name: string): Format {
  return TABLE_FORMATS.find((format) => format.name === name) ?? ARM_LPAE_4K
}
