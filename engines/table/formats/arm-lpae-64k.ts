/**
 * ARM LPAE, 64K granule: three levels of 8192 descriptors, 1 to 3; leaves of 64K (level 3) and 512M
 * (level 2). The output address is in bits 47:16, and its bits 51:48 (FEAT_LPA) are in bits 15:12;
 * the leaves of 4T that these come with are left out.
 */
import { KIB, MIB } from '../../contract/index.js'
import { type Granule, stage1, stage2, withContiguous } from './arm-lpae.js'

const GRANULE: Granule = {
  name: 'arm-lpae-64k',
  granuleShift: 16,
  bitsPerLevel: 13,
  leafSizes: (64 * KIB) | (512 * MIB),
  maxBits: 52,
  addressLowMask: ~0xffff,
  highestMask: 0xf000,
}

export const ARM_LPAE_64K = stage1(GRANULE)
export const ARM_LPAE_64K_S2 = stage2(GRANULE)
/** Leaves of 2M are 32 entries of 64K; those of 16G, 32 of 512M, are left out. */
export const ARM_LPAE_64K_CONTIGUOUS = withContiguous(ARM_LPAE_64K, 2 * MIB)
