/** Repeated steps are printed once: a per-page unmap of 64M must stay readable. */
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
  /** What folded accesses stand for. */
  private readonly folded = new Map<Alike, string>()

  collapse({ layer, step, children }: Branch): Branch {
    const collapsed: Branch = {
      layer,
      step:
        step.type === 'accesses' ? { ...step, accesses: this.foldAccesses(step.accesses) } : step,
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
    const text = `${branch.layer} ${this.kindOfStep(branch.step)} (${parts.join(' ')})`
    let kind = this.kinds.get(text)
    if (kind === undefined) {
      kind = this.kinds.size
      this.kinds.set(text, kind)
    }
    this.kindOf.set(branch, kind)
  }

  private foldAccesses(accesses: readonly Access[]): Access[] {
    return foldRounds<Access>(
      accesses,
      (a, b) => this.kindOfAccess(a) === this.kindOfAccess(b),
      (times, last) => {
        const place = placeOfAccesses(last)
        const alike: Alike = { type: 'alike', times, steps: last.length, last: place }
        const kinds = last.map((access) => this.kindOfAccess(access))
        this.folded.set(alike, `${times} (${kinds.join()})`)
        return alike
      },
    )
  }

  private kindOfAccess(access: Access): string {
    if (access.type === 'alike') return `${access.type} ${this.folded.get(access)}`
    const count = 'count' in access ? access.count : 1
    const level = 'level' in access ? access.level : ''
    const page = 'page' in access ? access.page : ''
    return `${access.type} ${level} ${count} ${page}`
  }

  /** All that makes two steps alike: everything but where they are. */
  private kindOfStep(step: Step): string {
    switch (step.type) {
      case 'operation':
        return `${step.type} ${step.op}`
      case 'driver-call':
      case 'table-call':
        return `${step.type} ${step.op} ${step.pgsize} ${step.count}`
      case 'level':
        return `${step.type} ${step.level} ${step.entered}`
      case 'accesses': {
        const kinds = step.accesses.map((access) => this.kindOfAccess(access))
        return `${step.type} ${step.backAtLevel} ${kinds.join()}`
      }
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
