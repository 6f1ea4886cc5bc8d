/** Repeated steps are printed once: a per-page unmap of 64M must stay readable. */
import { foldRounds } from './rounds.js'
import type { Access, AccessesStep, Alike, Branch, Place, Step } from './tree.js'

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
    const below = foldRounds(
      children.map((child) => this.collapse(child)),
      sameKind,
      (times, last) => this.alike(times, last),
    )
    const items = below.map(({ item }) => item)
    if (step.type !== 'accesses') {
      const kind = this.kindOf(`${layer} ${kindOfStep(step)}`, below)
      return { item: { layer, step, children: items }, kind }
    }
    const folded = this.foldAccesses(step.accesses)
    const accesses = folded.map(({ item }) => item)
    const kind = this.kindOf(`${layer} ${step.type} ${step.backAtLevel} ${kindsOf(folded)}`, below)
    return { item: { layer, step: { ...step, accesses }, children: items }, kind }
  }

  private alike(times: number, last: ReadonlyArray<Known<Branch>>): Known<Branch> {
    const branches = last.map(({ item }) => item)
    const place = placeOf(branches)
    const step: Alike = { type: 'alike', times, steps: last.length, last: place }
    const [{ layer }] = branches
    const kind = this.kindOf(`${layer} ${kindOfStep(step)}`, last)
    return { item: { layer, step, children: [] }, kind }
  }

  private foldAccesses(accesses: readonly Access[]): Array<Known<Access>> {
    return foldRounds<Known<Access>>(
      accesses.map((item) => ({ item, kind: this.kindOf(kindOfAccess(item)) })),
      sameKind,
      (times, last) => {
        const place = placeOfAccesses(last.map(({ item }) => item))
        const item: Alike = { type: 'alike', times, steps: last.length, last: place }
        return { item, kind: this.kindOf(`${item.type} ${times}`, last) }
      },
    )
  }

  /** @param within the parts of what is classified. */
  private kindOf(text: string, within: ReadonlyArray<Known<unknown>> = []): number {
    const whole = within.length === 0 ? text : `${text} (${kindsOf(within)})`
    let kind = this.kinds.get(whole)
    if (kind === undefined) {
      kind = this.kinds.size
      this.kinds.set(whole, kind)
    }
    return kind
  }
}

function sameKind(a: Known<unknown>, b: Known<unknown>): boolean {
  return a.kind === b.kind
}

function kindsOf(known: ReadonlyArray<Known<unknown>>): string {
  return known.map(({ kind }) => kind).join()
}

function kindOfAccess(access: Access): string {
  const count = 'count' in access ? access.count : 1
  const level = 'level' in access ? access.level : ''
  const page = 'page' in access ? access.page : ''
  return `${access.type} ${level} ${count} ${page}`
}

/** All that makes two steps alike: everything but where they are. */
function kindOfStep(step: Exclude<Step, AccessesStep>): string {
  switch (step.type) {
    case 'operation':
      return `${step.type} ${step.op}`
    case 'driver-call':
    case 'table-call':
      return `${step.type} ${step.op} ${step.pgsize} ${step.count}`
    case 'level':
      return `${step.type} ${step.level} ${step.entered}`
    case 'alike':
      return `${step.type} ${step.times}`
    case 'tlb-add':
      return `${step.type} ${step.granule}`
    case 'range-add':
      return `${step.type} ${step.end - step.start} ${step.pgsize}`
    case 'flush-walk':
      return `${step.type} ${step.size}`
    case 'sync':
      return `${step.type} ${step.forced} ${step.end - step.start} ${step.pgsize}`
    case 'walk':
    case 'iova-to-phys':
      return step.type
  }
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
