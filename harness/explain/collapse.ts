/** Repeated steps are told once: a per-page unmap of 64M must stay readable. */
import { foldRounds } from './rounds.js'
import type { Access, Alike, Branch, Place, Step } from './tree.js'

/** A tree without the repetitions of steps that differ in place alone, at any depth. */
export function collapse(branch: Branch): Branch {
  return new Collapser().collapse(branch)
}

class Collapser {
  /** A number for each kind of branch, so that long lists are compared fast. */
  private readonly kinds = new Map<string, number>()
  private readonly kindOf = new Map<Branch, number>()

  collapse({ layer, step, children }: Branch): Branch {
    const collapsed: Branch = {
      layer,
      step: step.type === 'accesses' ? { ...step, accesses: foldAccesses(step.accesses) } : step,
      children: foldRounds(
        children.map((child) => this.collapse(child)),
        (a, b) => this.kindOf.get(a) === this.kindOf.get(b),
        (times, last) => this.alike(times, last),
      ),
    }
    this.remember(collapsed, collapsed.children)
    return collapsed
  }

  private alike(times: number, last: readonly Branch[]): Branch {
    const step: Alike = { type: 'alike', times, steps: last.length, last: placeOf(last) }
    const branch: Branch = { layer: last[0].layer, step, children: [] }
    this.remember(branch, last)
    return branch
  }

  /** @param within the branches that are part of what this one is. */
  private remember(branch: Branch, within: readonly Branch[]): void {
    const parts = within.map((part) => this.kindOf.get(part))
    const text = `${branch.layer} ${kindOfStep(branch.step)} (${parts.join(' ')})`
    let kind = this.kinds.get(text)
    if (kind === undefined) {
      kind = this.kinds.size
      this.kinds.set(text, kind)
    }
    this.kindOf.set(branch, kind)
  }
}

function foldAccesses(accesses: readonly Access[]): readonly Access[] {
  return foldRounds(
    accesses,
    (a, b) => kindOfAccess(a) === kindOfAccess(b),
    (times, last) => ({ type: 'alike', times, steps: last.length, last: placeOfAccesses(last) }),
  )
}

/** All that makes two steps alike: everything but where they are. */
function kindOfStep(step: Step): string {
  switch (step.type) {
    case 'operation':
      return `${step.type} ${step.op}`
    case 'driver-call':
    case 'table-call':
      return `${step.type} ${step.op} ${step.pgsize} ${step.count}`
    case 'level':
      return `${step.type} ${step.level} ${step.entered}`
    case 'accesses':
      return `${step.type} ${step.backAtLevel} ${step.accesses.map(kindOfAccess).join()}`
    case 'alike':
      return kindOfAlike(step)
    case 'tlb-add':
      return `${step.type} ${step.granule}`
    case 'range-add':
      return `${step.type} ${step.end - step.start}`
    case 'flush-walk':
      return `${step.type} ${step.size}`
    case 'sync':
      return `${step.type} ${step.forced} ${step.end - step.start} ${step.pgsize}`
    case 'walk':
    case 'iova-to-phys':
      return step.type
  }
}

function kindOfAccess(access: Access): string {
  if (access.type === 'alike') return kindOfAlike(access)
  const count = 'count' in access ? access.count : 1
  const level = 'level' in access ? access.level : ''
  const page = 'page' in access ? access.page : ''
  return `${access.type} ${level} ${count} ${page}`
}

function kindOfAlike({ steps, times, type }: Alike): string {
  return `${type} ${times} ${steps}`
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
