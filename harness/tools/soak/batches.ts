import { eachAtOnce } from '../../../engines/contract/index.js'
import type { Running } from './child.js'
import { type SoakContext, SoakFailure } from './part.js'

/** Of one process: seconds, so that progress moves and Ctrl-C is soon heard. */
export const AT_A_TIME = 50_000

/** What many processes do in batches. */
interface Batches {
  total: number
  /** What is counted. */
  what: string
  /** Starts a batch; `from` are in those before it. */
  begin(count: number, from: number): Running
  /** Says how a batch failed. */
  failed(count: number, from: number): string
}

/**
 * Runs batches side by side until all are done, one fails or Ctrl-C is pressed.
 *
 * @returns how many are done.
 * @throws SoakFailure where one failed.
 */
export async function inBatches(
  { begin, failed, total, what }: Batches,
  { doing, stopping }: SoakContext,
): Promise<number> {
  const starts = Array.from({ length: Math.ceil(total / AT_A_TIME) }, (_, at) => at * AT_A_TIME)
  const failures: SoakFailure[] = []
  let done = 0
  await eachAtOnce(starts, async (from) => {
    if (failures.length > 0 || stopping()) return
    const count = Math.min(AT_A_TIME, total - from)
    const { output, well } = await begin(count, from).ended
    if (!well) failures.push(new SoakFailure(failed(count, from), output))
    else done += count
    doing(`${amount(done)} of ${amount(total)} ${what}`)
  })
  if (failures.length > 0) throw failures[0]
  return done
}

/** `10,000,000`. */
export function amount(count: number): string {
  return count.toLocaleString('en')
}
