/**
 * ARM LPAE, 16K granule: levels of 2048 descriptors, but for the first of four, which resolves the
 * one bit that is left of 48; leaves of 16K (level 3) and 32M (level 2); output address in bits 47:14.
 */
import { GIB, KIB, MIB } from '../../contract/index.js'
import { type Granule, stage1, stage2, withContiguous } from './arm-lpae.js'

const GRANULE: Granule = {
  name: 'arm-lpae-16k',
  granuleShift: 14,
  bitsPerLevel: 11,
  leafSizes: (16 * KIB) | (32 * MIB),
  maxBits: 48,
  addressLowMask: ~0x3fff,
  highestMask: 0,
}

export const ARM_LPAE_16K = stage1(GRANULE)
export const ARM_LPAE_16K_S2 = stage2(GRANULE)
/** Leaves of 2M are 128 entries of 16K, those of 1G are 32 of 32M. */
export const ARM_LPAE_16K_CONTIGUOUS = withContiguous(ARM_LPAE_16K, (2 * MIB) | GIB)
