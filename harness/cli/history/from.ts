/** Histories that were written before: one, or the shards of one. */
import { readFileSync } from 'node:fs'
import { InputError } from '../../../engines/contract/index.js'
import { type History, historySchema, mergeHistories } from '../../../results/history/index.js'
import { describeProblem } from '../../../results/record/index.js'
import type { Io } from '../../terminal/io.js'

/**
 * @returns the history, and whether shards of it are missing, which is said.
 * @throws InputError where a file is no history, or they are not the shards of one.
 */
export function readHistories(
  files: readonly string[],
  { stderr }: Pick<Io, 'stderr'>,
): { history: History; whole: boolean } {
  const all = files.map((name) => ({ name, history: readHistory(name) }))
  const [only, ...others] = all
  if (only !== undefined && others.length === 0 && only.history.shard === undefined) {
    return { history: only.history, whole: true }
  }
  const { history, missing } = mergeHistories(all)
  for (const index of missing) stderr.write(`Shard ${index} is missing.\n`)
  return { history, whole: missing.length === 0 }
}

function readHistory(file: string): History {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InputError(
      `--from ${file}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  const parsed = historySchema.safeParse(found)
  if (!parsed.success)
    throw new InputError(`--from ${file} is no history: ${describeProblem(parsed.error)}`)
  return parsed.data
}
