import { availableParallelism } from 'node:os'

/** Does `work` on all of `items`, by default as many at once as there are processors. Never used around timing. */
export async function eachAtOnce<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
  atATime = availableParallelism(),
): Promise<void> {
  // One list that all take from.
  const waiting = [...items].values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
}
