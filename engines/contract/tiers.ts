/** Names of tiers: `native`, `linux-6.1.192`, and their variants, `native+retpoline`. */

/** How the names of tiers begin that are a kernel's own code: `linux-6.1.192`. */
export const KERNEL_TIERS = 'linux-'

/** Whether a tier is a variant of another, `native+rpm`: it does what the plain tier does, at another price. */
export function isVariant(tier: string): boolean {
  return tier.includes('+')
}

/** Whether a tier is the plain build of a kernel tree. */
export function isPlainTree(tier: string): boolean {
  return tier.startsWith(KERNEL_TIERS) && !isVariant(tier)
}

/** The tier that a variant is of: `native` for `native+retpoline`. */
export function plainTier(tier: string): string {
  return tier.split('+')[0] ?? tier
}
