/** A part of a run whose cells are dealt to several machines. */
import { InputError } from '../../../engines/contract/index.js'

export interface Shard {
  /** From 1 to `count`. */
  index: number
  count: number
}

/**
 * @param text `2/8`.
 * @throws InputError where it is no shard.
 */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number)
  if (index >= 1 && index <= count) return { index, count }
  throw new InputError(
    `--shard ${text} is no shard: write i/n, from 1/n to n/n, or auto for what a scheduler says`,
  )
}
