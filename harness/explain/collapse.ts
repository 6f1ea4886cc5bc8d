/** Repeated steps are printed once: a per-page unmap of 64M must stay readable. */
import { foldRounds } from './rounds.js'
import type { Access, Alike, Branch, Place, Step } from './tree.js'

/** A tree without the repetitions of steps that differ in place alone, at any depth. */
export function collapse(branch: Branch): Branch {
  return new Collapser().collapse(branch).item
}

/** A branch or an access, and the number of its kind: what is of one kind differs in place alone. */
interface Known<Item> {
  item: Item
  kind: number
}

class Collapser {
  /** A number for each kind, so that long lists are compared fast. */
  private readonly kinds = new Map<string, number>()

  collapse({ layer, step, children }: Branch): Known<Branch> {
    const below = this.fold(
      children.map((child) => this.collapse(child)),
      (alike, [first]) => ({ layer: first.layer, step: alike, children: [] }),
      (branches) => placeOf(branches),
    )
    const accesses = this.fold(
      (step.type === 'accesses' ? step.accesses : []).map((item) => this.known(item, item)),
      (alike) => alike,
      placeOfAccesses,
    )
    const item = {
      layer,
      step: step.type === 'accesses' ? { ...step, accesses: itemsOf(accesses) } : step,
      children: itemsOf(below),
    }
    return this.known(item, step, [...accesses, ...below], layer)
  }

  /** @param make makes the item that stands for repetitions, of which `last` is the last one. */
  private fold<Item>(
    items: ReadonlyArray<Known<Item>>,
    make: (alike: Alike, last: readonly Item[]) => Item,
    place: (items: readonly Item[]) => Place | undefined,
  ): Array<Known<Item>> {
    return foldRounds(items, (times, last) => {
      const steps = itemsOf(last)
      const alike: Alike = { type: 'alike', times, steps: steps.length, last: place(steps) }
      return this.known(make(alike, steps), alike, last)
    })
  }

  /**
   * @param step what the item is.
   * @param within the parts of it.
   */
  private known<Item>(
    item: Item,
    step: Step | Access,
    within: ReadonlyArray<Known<unknown>> = [],
    layer = '',
  ): Known<Item> {
    const extent = 'end' in step ? step.end - step.start : ''
    let whole = `${layer} ${extent}`
    for (const [name, value] of Object.entries(step)) {
      if (ALIKE_IN.has(name)) whole += ` ${name} ${value}`
    }
    for (const { kind } of within) whole += `,${kind}`
    const kind = this.kinds.get(whole) ?? this.kinds.size
    this.kinds.set(whole, kind)
    return { item, kind }
  }
}

/** The fields that two alike steps or accesses have in common: all but those that say where they are. */
const ALIKE_IN = new Set([
  ...['type', 'op', 'times', 'level', 'entered', 'backAtLevel', 'page', 'count'],
  ...['size', 'pgsize', 'granule', 'forced'],
])

function itemsOf<Item>(known: ReadonlyArray<Known<Item>>): Item[] {
  return known.map(({ item }) => item)
}

/** How far steps came: the last iova that they name, or else the last index of a pte. */
function placeOf(steps: readonly Branch[]): Place | undefined {
  let index: Place | undefined
  for (const { step, children } of steps.toReversed()) {
    const place = placeOfStep(step) ?? placeOf(children)
    if (place !== undefined && 'iova' in place) return place
    index ??= place
  }
  return index
}

function placeOfStep(step: Step): Place | undefined {
  if (step.type === 'alike') return step.last
  if (step.type === 'range-add' || step.type === 'sync') return { iova: step.start }
  if (step.type === 'accesses') return placeOfAccesses(step.accesses)
  return 'iova' in step ? { iova: step.iova } : undefined
}

function placeOfAccesses(accesses: readonly Access[]): Place | undefined {
  for (const access of accesses.toReversed()) {
    if (access.type === 'alike') return access.last
    if ('index' in access) return { index: access.index }
  }
  return undefined
}
