import { OWN_FORMATS, type OwnFormat } from '../../contract/index.js'
import { ARM_LPAE_4K, ARM_LPAE_4K_S2 } from './arm-lpae-4k.js'
import type { Format } from './format.js'

const BY_NAME: Record<OwnFormat, Format> = {
  'arm-lpae-4k': ARM_LPAE_4K,
  'arm-lpae-4k-s2': ARM_LPAE_4K_S2,
}

/** The formats of the vocabulary that walkers of our own have. */
export const TABLE_FORMATS: readonly Format[] = OWN_FORMATS.map((name) => BY_NAME[name])

/** The format of an engine, by its id; where only others have it, the default one, whose sizes those share. */
export function tableFormatOf(name: string): Format {
  return TABLE_FORMATS.find((format) => format.name === name) ?? ARM_LPAE_4K
}
