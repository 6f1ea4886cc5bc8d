import type { Event, EventOf } from './event.js'
import type { AccessEvent, Branch, Layer, OperationStep, Step } from './tree.js'

/** The tree of an operation's events. */
export function growTree(operation: OperationStep, events: readonly Event[]): Branch {
  const grower = new Grower(operation)
  for (const [at, event] of events.entries()) grower.add(event, endsCall(events, at))
  return grower.root
}

/** The path from the root to the branch that grows, and the rules by which an event finds its place. */
class Grower {
  readonly root: Branch
  private path: Branch[]

  constructor(operation: OperationStep) {
    this.root = branch('core', operation)
    this.path = [this.root]
  }

  /** @param isLast whether nothing more is done in its table call. */
  add(event: Event, isLast: boolean): void {
    switch (event.type) {
      case 'driver-call':
        this.closeTo('operation')
        this.open('driver', event)
        break
      case 'table-call':
        this.closeTo('operation', 'driver-call')
        this.open('table', event)
        break
      case 'walk':
        this.closeTo('operation', 'driver-call', 'table-call')
        this.open('table', event)
        break
      case 'visit':
        this.visit(event.level)
        break
      case 'read':
      case 'write':
      case 'cas':
        this.goTo(event.level)
        this.access(event)
        break
      case 'write-barrier':
        // The last one of a call orders the stores of all its tables.
        if (isLast) this.closeTo('operation', 'table-call')
        this.access(event)
        break
      case 'range-add':
        if (isLast) this.closeTo(this.adderOfRanges)
        this.leaf('tlb', event)
        break
      case 'tlb-add':
      case 'flush-walk':
        this.leaf('tlb', event)
        break
      case 'sync':
        this.sync(event)
        break
      case 'iova-to-phys':
        this.closeTo('operation')
        this.leaf('core', event)
        break
      // The operation's own line says it.
      case 'unmapped':
        break
      default:
        this.access(event)
    }
  }

  /** A walk enters a table: below the one of a higher level where it is, or as the walk's first. */
  private visit(level: number): void {
    const { step } = this.top
    // Some walkers look at a pte before they report that its table was entered.
    if (step.type === 'level' && step.level === level && !step.entered) {
      step.entered = true
      return
    }
    this.leaveLevels((other) => other >= level)
    this.open('table', { type: 'level', level, entered: true })
  }

  /** Makes the table of `level` the one at work: back on the path, or one that no walk entered. */
  private goTo(level: number): void {
    this.leaveLevels((other) => other > level)
    const { step } = this.top
    if (step.type === 'level' && step.level === level) return
    this.open('table', { type: 'level', level, entered: false })
  }

  private leaveLevels(leave: (level: number) => boolean): void {
    while (this.top.step.type === 'level' && leave(this.top.step.level)) this.path.pop()
  }

  /** Goes up to the nearest branch of one of the types; the operation is always there. */
  private closeTo(...types: Array<Step['type']>): void {
    while (this.path.length > 1 && !types.includes(this.top.step.type)) this.path.pop()
  }

  private access(event: AccessEvent): void {
    const { step, children } = this.top
    const last = children.at(-1)
    if (last?.step.type === 'accesses') {
      last.step.accesses.push(event)
      return
    }
    const back = step.type === 'level' && last !== undefined ? { backAtLevel: step.level } : {}
    this.leaf('table', { type: 'accesses', accesses: [event], ...back })
  }

  /** One that an addition to the gather made necessary stands below it; below the core's own, what is freed after it. */
  private sync(event: EventOf<'sync'>): void {
    if (event.forced) {
      const last = this.top.children.at(-1)
      const parent = last?.layer === 'tlb' ? last : this.top
      parent.children.push(branch('tlb', event))
    } else {
      this.closeTo('operation')
      this.open('driver', event)
    }
  }

  private open(layer: Layer, step: Step): void {
    const opened = branch(layer, step)
    this.top.children.push(opened)
    this.path.push(opened)
  }

  private leaf(layer: Layer, step: Step): void {
    this.top.children.push(branch(layer, step))
  }

  /**
   * Who adds a range when a call ends: its page table, or the driver around a page table that was
   * called for pages and gathers none.
   */
  private get adderOfRanges(): 'driver-call' | 'table-call' {
    const call = this.path.findLast(({ step }) => step.type === 'table-call')?.step
    return call?.type === 'table-call' && call.op === 'unmap_pages' ? 'driver-call' : 'table-call'
  }

  private get top(): Branch {
    return this.path.at(-1) ?? this.root
  }
}

function branch(layer: Layer, step: Step): Branch {
  return { layer, step, children: [] }
}

/** Whether nothing more is done in a table call behind an event; syncs that it forces do not count. */
function endsCall(events: readonly Event[], at: number): boolean {
  let next = events[at + 1]
  for (let behind = at + 2; next?.type === 'sync' && next.forced; behind++) next = events[behind]
  return next === undefined || ENDS_OF_CALLS.includes(next.type)
}

const ENDS_OF_CALLS: ReadonlyArray<Event['type']> = [
  'unmapped',
  'driver-call',
  'table-call',
  'sync',
]
