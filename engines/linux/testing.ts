/** What tests of the kernel tier share: the trees of this machine, each built once. */
import { InputError } from '../contract/index.js'
import { type LinuxTier, linuxTier, readTrees } from './tier.js'
import { findKernels } from './trees/index.js'

/** How a machine gets a tree that the tests can use. */
const REMEDY = 'apt-get install linux-source-6.1 adds one, KERNEL=PATH names one'

export const tiers: LinuxTier[] = []

/** Why trees that were found cannot be used. */
export const unusable: string[] = []

for (const { reference } of findKernels()) {
  try {
    for (const tree of await readTrees([reference])) tiers.push(await linuxTier(tree))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    unusable.push(error.message)
  }
}

/** Why tests of any tree are skipped; false where they are not. */
export const skip: string | false =
  tiers.length === 0 ? `no kernel tree was found on this machine: ${REMEDY}` : false

/** The tiers of a version, `6.1` for all of its own; and why their tests are skipped. */
export function tiersOf(version: string): { tiers: LinuxTier[]; skip: string | false } {
  const found = tiers.filter(({ build }) => build.kernel.version.startsWith(`${version}.`))
  const why = `no Linux ${version} was found on this machine: apt-get install linux-source-${version} adds it where Debian has it`
  return { tiers: found, skip: found.length === 0 ? why : false }
}
