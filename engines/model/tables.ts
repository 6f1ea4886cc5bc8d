/**
 * The leaves and the attached tables of an address space, kept by span: a table is found by dividing
 * an address, never by a walk. Nothing here is shared with the engines.
 */
const EMPTY = -1

export interface Leaf {
  iova: number
  paddr: number
  size: number
}

/** One table's leaves; tables below it are tables of their own. */
class Table {
  /** By entry: the memory of its part of a leaf, and the bytes of that leaf. */
  readonly paddrs: Float64Array
  readonly sizes: Float64Array
  leaves = 0
  /** False where rules leave open whether the table, which is empty then, is still attached. */
  certain = true

  constructor(entries: number) {
    this.paddrs = new Float64Array(entries).fill(EMPTY)
    this.sizes = new Float64Array(entries)
  }
}

export class Tables {
  /** What tables span, largest first: the one that holds the largest leaves, and so on. */
  private readonly spans: readonly number[]
  /** By span, then by the table's number: its iova divided by its span. */
  private readonly bySpan: Map<number, Map<number, Table>>
  /** Leaves in all tables. */
  leaves = 0

  /**
   * @param sizes that leaves of one entry come in, largest first.
   * @param entries of a table.
   */
  constructor(
    private readonly sizes: readonly number[],
    readonly entries: number,
  ) {
    this.spans = sizes.map((size) => size * entries)
    this.bySpan = new Map(this.spans.map((span) => [span, new Map()]))
  }

  /** The leaf that `iova` lies in. */
  leafAt(iova: number): Leaf | undefined {
    for (const span of this.sizes) {
      const table = this.tableOver(iova, span * this.entries)
      const entry = this.entryOf(iova, span)
      if (table === undefined || table.paddrs[entry] === EMPTY) continue
      const size = table.sizes[entry]
      const part = (iova % size) - (iova % span)
      return { iova: iova - (iova % size), paddr: table.paddrs[entry] - part, size }
    }
    return undefined
  }

  /** What one entry of a leaf of `size` spans: the largest leaf of one entry that is no larger. */
  entrySpan(size: number): number {
    const span = this.sizes.find((one) => one <= size)
    if (span === undefined) throw new Error(`no entry spans ${size} bytes or less`)
    return span
  }

  /** Writes a leaf into empty entries of an attached table. */
  addLeaf(iova: number, paddr: number, size: number): void {
    const span = this.entrySpan(size)
    const table = this.tableOver(iova, span * this.entries)
    if (table === undefined) throw new Error('the model has no table for a leaf')
    for (let part = 0; part < size; part += span) {
      const entry = this.entryOf(iova + part, span)
      table.paddrs[entry] = paddr + part
      table.sizes[entry] = size
    }
    table.leaves++
    this.leaves++
  }

  removeLeaf(iova: number, size: number): void {
    const span = this.entrySpan(size)
    const table = this.tableOver(iova, span * this.entries)
    if (table === undefined) throw new Error('the model has no table of a leaf')
    const first = this.entryOf(iova, span)
    table.paddrs.fill(EMPTY, first, first + size / span)
    table.leaves--
    this.leaves--
  }

  /** Whether a table of `span` is attached over `iova`; `undefined` where that is left open. */
  attached(iova: number, span: number): boolean | undefined {
    const table = this.tableOver(iova, span)
    if (table === undefined) return false
    return table.certain ? true : undefined
  }

  /** Attaches the table of `span` over `iova`, if there is none, and is certain of it. */
  attach(iova: number, span: number): void {
    const tables = this.tablesOf(span)
    const number = Math.floor(iova / span)
    const table = tables.get(number)
    if (table === undefined) tables.set(number, new Table(this.entries))
    else table.certain = true
  }

  /** Is certain of the tables above `iova` that span more than `span`: one below them was seen. */
  confirmAbove(iova: number, span: number): void {
    for (const above of this.spans) if (above > span) this.attach(iova, above)
  }

  /** Detaches the table of `span` over `iova` with all leaves and tables below. */
  detach(iova: number, span: number): void {
    this.eachTableWithin(iova, span, (table, tables, number) => {
      this.leaves -= table.leaves
      tables.delete(number)
    })
  }

  /** Empties the table of `span` over `iova` and all below, and leaves open which of them stay. */
  emptyUncertainly(iova: number, span: number): void {
    this.eachTableWithin(iova, span, (table) => {
      this.leaves -= table.leaves
      table.paddrs.fill(EMPTY)
      table.leaves = 0
      table.certain = false
    })
  }

  /** Whether the table of `span` over `iova` leads to any leaf. */
  holdsLeaf(iova: number, span: number): boolean {
    let found = false
    this.eachTableWithin(iova, span, (table) => {
      if (table.leaves > 0) found = true
    })
    return found
  }

  private eachTableWithin(
    iova: number,
    span: number,
    visit: (table: Table, tables: Map<number, Table>, number: number) => void,
  ): void {
    const first = iova - (iova % span)
    for (const below of this.spans) {
      if (below > span) continue
      const tables = this.tablesOf(below)
      const from = first / below
      for (let number = from; number < from + span / below; number++) {
        const table = tables.get(number)
        if (table !== undefined) visit(table, tables, number)
      }
    }
  }

  private tableOver(iova: number, span: number): Table | undefined {
    return this.tablesOf(span).get(Math.floor(iova / span))
  }

  private tablesOf(span: number): Map<number, Table> {
    const tables = this.bySpan.get(span)
    if (tables === undefined) throw new Error(`no table spans ${span} bytes`)
    return tables
  }

  private entryOf(iova: number, size: number): number {
    return Math.floor(iova / size) % this.entries
  }
}
