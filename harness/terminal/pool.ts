import { availableParallelism } from 'node:os'

/** Does something with every item, as many at a time as there are CPUs. Never used around timing. */
export async function pool<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const drain = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  const width = Math.min(items.length, availableParallelism())
  await Promise.all(Array.from({ length: width }, drain))
}
