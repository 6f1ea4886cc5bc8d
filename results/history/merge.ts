/** Shards of one history as one: what is counted is the same on every machine, so that any may count a version. */
import { InputError } from '../../engines/contract/index.js'
import { type History, OTHER_SHARD, type ShardOfHistory } from './schema.js'

export interface NamedHistory {
  /** The file that it was read from. */
  name: string
  history: History
}

interface Part {
  name: string
  history: History & { shard: ShardOfHistory }
}

/**
 * Every version from the shard that has it.
 *
 * @returns the history, and which shards are missing: their versions are failures that say so.
 * @throws InputError where one is no shard, is there twice, or was not made like the first.
 */
export function mergeHistories(all: readonly NamedHistory[]): {
  history: History
  missing: number[]
} {
  const parts = all.map(partOf)
  const [first] = parts
  if (first === undefined) throw new RangeError('there are no shards to merge')
  for (const [at, part] of parts.entries()) {
    const problem = problemOf(part, parts.slice(0, at))
    if (problem !== undefined) throw new InputError(`--from ${part.name} ${problem}`)
  }
  const { shard, ...head } = first.history
  const versions = head.versions.map((version, at) => {
    const found = parts.flatMap(({ history }) => history.versions[at] ?? [])
    return found.find(({ failures }) => failures.every(({ why }) => why !== OTHER_SHARD)) ?? version
  })
  const indices = Array.from({ length: shard.count }, (_, at) => at + 1)
  const missing = indices.filter((index) =>
    parts.every(({ history }) => history.shard.index !== index),
  )
  return { history: { ...head, versions }, missing }
}

function partOf({ history: { shard, ...history }, name }: NamedHistory): Part {
  if (shard !== undefined) return { name, history: { ...history, shard } }
  throw new InputError(`--from ${name} is a whole history, and no shard of one`)
}

/** Why a shard cannot stand beside those before it; nothing where it can. */
function problemOf({ history }: Part, [first, ...others]: readonly Part[]): string | undefined {
  if (first === undefined) return undefined
  const { compiler, meter, shard } = history
  const own = first.history
  if (shard.run !== own.shard.run || shard.count !== own.shard.count) {
    return `is a shard of another history than ${first.name}: its versions, rows, configuration, architecture, number of shards or version of this project are others`
  }
  const twin = [first, ...others].find((one) => one.history.shard.index === shard.index)
  if (twin !== undefined) return `is shard ${shard.index} of ${shard.count}, as ${twin.name} is`
  if (compiler !== own.compiler || meter !== own.meter) {
    return `was not made like ${first.name}: ${compiler}, ${meter}, and ${own.compiler}, ${own.meter}`
  }
  return undefined
}
