/** One tree judged, for `git bisect run`. */
import { existsSync } from 'node:fs'
import { InputError } from '../../engines/contract/index.js'
import { cloneOf } from '../../engines/linux/index.js'
import { failureLines } from '../../reports/history/index.js'
import { type Bad, judge } from '../../results/history/index.js'
import { EXIT } from '../terminal/io.js'
import { type TakeOptions, takeHistory } from './take.js'

/**
 * @returns the exit code, 0 good, 1 bad, or one of those that are git's own, and what is to be printed:
 *   figures first, else why there are none.
 * @throws InputError where what it is held against cannot be counted: no other commit would mend that.
 */
export async function bisect(
  bad: Bad,
  kernel: string,
  options: Omit<TakeOptions, 'instructions' | 'shard'>,
): Promise<{ code: number; lines: string[] }> {
  const against = 'tree' in bad.against ? bad.against.tree : undefined
  const wanted = [{ name: kernel, reference: kernel }]
  if (against !== undefined) wanted.push({ name: against, reference: treeNamed(against, kernel) })
  const take = { ...options, instructions: bad.figure === 'instructions' }
  const { asked, history } = await takeHistory(wanted, take)
  for (const symbol of Object.keys(options.config)) {
    // A commit may be from before the symbol: that is no reason to stop a bisection.
    if (asked.has(symbol)) continue
    options.progress.note(`--config ${symbol}: no file of the tree asks for it`)
  }
  const [tree, other] = history.versions
  if (options.interruption.requested || tree === undefined)
    return { code: EXIT.bisectAbort, lines: [] }
  if (other !== undefined && other.rows.length === 0)
    throw new InputError(`--bad: ${failureLines({ versions: [other] }).join('; ')}`)
  const { bad: isBad, lines } = judge(bad, tree, other)
  if (lines.length === 0) {
    const none = `${kernel}: no ${bad.figure} of ${bad.op} was counted`
    return { code: EXIT.bisectSkip, lines: [...failureLines({ versions: [tree] }), none] }
  }
  return { code: isBad ? EXIT.failed : EXIT.ok, lines }
}

/** A revision of the same clone, or a tree of its own. */
function treeNamed(name: string, kernel: string): string {
  const clone = cloneOf(kernel)
  return existsSync(name) || name.includes('@') || clone === undefined ? name : `${clone}@${name}`
}
