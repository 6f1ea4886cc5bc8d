/** Which versions a command line asks for. */
import { basename } from 'node:path'
import { InputError } from '../../engines/contract/index.js'
import {
  cloneOf,
  commitsIn,
  isClone,
  releasesIn,
  requireTrusted,
} from '../../engines/linux/index.js'
import type { WantedVersion } from './take.js'

/**
 * The releases or commits of one clone, or trees as they were named, in their order.
 *
 * @param range `v5.10..v7.2`
 * @throws InputError where there is no such range, or several trees stand beside one.
 */
export function wantedVersions(
  kernels: readonly string[],
  range: string | undefined,
  commits: boolean,
): WantedVersion[] {
  const [kernel = '', ...others] = kernels
  if (range === undefined && !commits && (others.length > 0 || !isWholeClone(kernel))) {
    return kernels.map((reference) => ({ name: shortName(reference), reference }))
  }
  if (others.length > 0) {
    throw new InputError(`${range ?? '--commits'} is of one clone: name one --kernel beside it`)
  }
  const clone = cloneOf(kernel)
  if (clone !== undefined) requireTrusted(clone, `--kernel ${kernel}`)
  if (clone === undefined || !isClone(clone)) {
    throw new InputError(
      `--kernel ${kernel} is no git clone: ${range ?? '--commits'} is a range of one`,
    )
  }
  if (commits && range === undefined) {
    throw new InputError('--commits takes a range, such as v6.1..v6.12')
  }
  const revisions =
    range !== undefined && commits ? commitsIn(clone, range) : releasesIn(clone, range)
  return revisions.map((revision) => ({ ...revision, reference: `${clone}@${revision.commit}` }))
}

/** Whether a tree is named without a revision, and has some. */
function isWholeClone(kernel: string): boolean {
  const clone = cloneOf(kernel)
  return clone !== undefined && !kernel.includes('@') && isClone(clone)
}

/** `linux-source-6.1.tar.xz`, `v6.12`: what a reader knows a tree by. */
function shortName(reference: string): string {
  return basename(reference.slice(reference.lastIndexOf('@') + 1))
}
