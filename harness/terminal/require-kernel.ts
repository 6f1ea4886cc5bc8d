import { InputError } from '../../engines/contract/index.js'

/** What goes with `--kernel` alone. */
interface OfTrees {
  kernel: readonly string[]
  patch: readonly string[]
  config: readonly string[]
}

/** @throws InputError for a patch or a setting without a tree. */
export function requireKernel({ config, kernel, patch }: OfTrees): void {
  if (kernel.length > 0) return
  const [given] = [
    ...patch.map((name) => `--patch ${name}`),
    ...config.map((setting) => `--config ${setting}`),
  ]
  if (given === undefined) return
  throw new InputError(`${given}: name the tree that it is for with --kernel`)
}
