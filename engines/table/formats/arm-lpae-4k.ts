/**
 * ARM LPAE, 4K granule: four levels of 512 descriptors of 8 bytes, leaves of 4K (level 3), 2M
 * (level 2) and 1G (level 1); output address in bits 47:12.
 */
import { GIB, KIB, MIB } from '../../contract/index.js'
import { type Granule, stage1, stage2, withContiguous } from './arm-lpae.js'

const GRANULE: Granule = {
  name: 'arm-lpae-4k',
  granuleShift: 12,
  bitsPerLevel: 9,
  leafSizes: (4 * KIB) | (2 * MIB) | GIB,
  maxBits: 48,
  addressLowMask: ~0xfff,
  highestMask: 0,
}

export const ARM_LPAE_4K = stage1(GRANULE)
export const ARM_LPAE_4K_S2 = stage2(GRANULE)
/** Leaves of 64K and 32M are 16 entries of 4K and of 2M; those of 16G, 16 of 1G, are left out. */
export const ARM_LPAE_4K_CONTIGUOUS = withContiguous(ARM_LPAE_4K, (64 * KIB) | (32 * MIB))
