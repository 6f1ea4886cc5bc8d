import { InputError } from '../../engines/contract/index.js'

/** @throws InputError for a patch or a setting without a tree. */
export function requireKernel({
  config,
  kernel,
  patch,
}: Record<'config' | 'kernel' | 'patch', readonly string[]>): void {
  if (kernel.length > 0) return
  const [given] = [
    ...patch.map((name) => `--patch ${name}`),
    ...config.map((setting) => `--config ${setting}`),
  ]
  if (given === undefined) return
  throw new InputError(`${given}: name the tree that it is for with --kernel`)
}
