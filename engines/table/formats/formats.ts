import { ARM_LPAE_4K, ARM_LPAE_4K_S2 } from './arm-lpae-4k.js'
import type { Format } from './format.js'

/** The formats of our own walkers; lists.c of tier native has the same. */
export const FORMATS: readonly Format[] = [ARM_LPAE_4K, ARM_LPAE_4K_S2]
