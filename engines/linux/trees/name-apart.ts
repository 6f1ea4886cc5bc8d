import { type KernelTree, treeSha256 } from './kernel-tree.js'

/** Digits of a tree's sha256 that tell two of one version apart. */
const DIGITS = 7

/**
 * Leaves out trees with the same name and files as one before, and adds to the names of others with
 * the same version what tells them apart: `linux-6.1.192-1a2b3c4`.
 */
export function nameApart(trees: readonly KernelTree[]): KernelTree[] {
  const distinct = trees.filter(
    (tree, at) => trees.findIndex((other) => sameTree(tree, other)) === at,
  )
  return distinct.map((one) => {
    const others = trees.filter((other) => other !== one && sameTree(one, other))
    const notes = others.map(
      ({ reference }) => `--kernel ${reference}: the same files as ${one.reference}, named once`,
    )
    const tree = { ...one, notes: [...one.notes, ...notes] }
    const alone = distinct.filter(({ tier }) => tier === tree.tier).length === 1
    return alone ? tree : { ...tree, tier: `${tree.tier}-${treeSha256(tree).slice(0, DIGITS)}` }
  })
}

function sameTree(a: KernelTree, b: KernelTree): boolean {
  return a.tier === b.tier && treeSha256(a) === treeSha256(b)
}
