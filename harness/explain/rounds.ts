/** Finds repetitions in a list. */

/** Repetitions of up to this many items are found. */
const LONGEST_BLOCK = 8
/** Two alike items are left as they are; from three on, one stands and the rest is folded. */
const FEWEST_ROUNDS = 3

/** What is of one kind may stand for each other. */
interface Kinded {
  kind: unknown
}

type Fold<Item> = (times: number, last: readonly Item[]) => Item

/**
 * A list in which a block of items that is repeated stands once, followed by one item for the
 * other rounds. Folded lists are looked through again: once repeated pages are one item, the
 * repeated tables around them show.
 *
 * @param fold makes the item for `times` more rounds, of which `last` is the last one.
 */
export function foldRounds<Item extends Kinded>(items: readonly Item[], fold: Fold<Item>): Item[] {
  if (items.length < FEWEST_ROUNDS) return [...items]
  let folded = [...items]
  const made = new Set<Item>()
  const make: Fold<Item> = (times, last) => {
    const item = fold(times, last)
    made.add(item)
    return item
  }
  for (let before = -1; before !== folded.length; ) {
    before = folded.length
    for (let block = 1; block <= LONGEST_BLOCK; block++) {
      folded = foldBlocks(folded, block, make, made)
    }
  }
  return folded
}

function foldBlocks<Item extends Kinded>(
  items: Item[],
  block: number,
  fold: Fold<Item>,
  made: ReadonlySet<Item>,
): Item[] {
  if (items.length < FEWEST_ROUNDS * block) return items
  const kept: Item[] = []
  let at = 0
  while (at < items.length) {
    const found = roundsFrom(items, at, block)
    const from = startOf(items, at, block, found)
    // What was folded before stands for items like those right before it: the last round stays.
    const rounds = made.has(items[from + found * block]) ? found - 1 : found
    if (rounds < FEWEST_ROUNDS) {
      kept.push(items[at++])
      continue
    }
    const end = from + rounds * block
    for (let shown = at; shown < from + block; shown++) kept.push(items[shown])
    kept.push(fold(rounds - 1, items.slice(end - block, end)))
    at = end
  }
  return kept
}

/** How often the block at `from` stands there in a row. */
function roundsFrom(items: readonly Kinded[], from: number, block: number): number {
  let at = from + block
  while (at < items.length && items[at].kind === items[at - block].kind) at++
  return Math.floor((at - from) / block)
}

/**
 * A repetition met at `at` could as well be cut later, by less than a block. It is, where its last
 * round then ends the list: a block that begins with a new table reads better than one that ends so.
 */
function startOf(items: readonly Kinded[], at: number, block: number, rounds: number): number {
  const from = items.length - rounds * block
  const later = from > at && from < at + block
  return later && roundsFrom(items, from, block) === rounds ? from : at
}
