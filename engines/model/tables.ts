/**
 * The leaves and the attached tables of an address space, kept by span: a table is found by dividing
 * an address, never by a walk. Nothing here is shared with the engines.
 */
const EMPTY = 0

export interface Leaf {
  iova: number
  paddr: number
  size: number
}

/** One table's leaves; tables below it are tables of their own. */
class Table {
  /** By entry: the memory of its part of a leaf, and the bytes of that leaf, `EMPTY` where there is none. */
  readonly paddrs: Float64Array
  readonly sizes: Float64Array
  leaves = 0
  /** False where rules leave open whether the table, which is empty then, is still attached. */
  certain = true

  constructor(entries: number) {
    this.paddrs = new Float64Array(entries)
    this.sizes = new Float64Array(entries)
  }
}

/** The tables of one span, by number: a table's iova divided by its span. */
class Level {
  private readonly tables = new Map<number, Table>()
  /** The table that was asked for last: leaves side by side are in one, and are millions. */
  private lastNumber = Number.NaN
  private last: Table | undefined

  /** What a table spans. */
  readonly span: number

  constructor(
    /** What an entry spans: the size of a leaf of one entry. */
    readonly size: number,
    private readonly entries: number,
  ) {
    this.span = size * entries
  }

  /** The table over an address, and the address's entry in it. */
  over(iova: number): Table | undefined {
    return this.get(Math.floor(iova / this.span))
  }

  entryOf(iova: number): number {
    return Math.floor(iova / this.size) - Math.floor(iova / this.span) * this.entries
  }

  get(number: number): Table | undefined {
    if (number !== this.lastNumber) {
      this.last = this.tables.get(number)
      this.lastNumber = number
    }
    return this.last
  }

  set(number: number, table: Table): void {
    this.tables.set(number, table)
    this.lastNumber = Number.NaN
  }

  delete(number: number): void {
    this.tables.delete(number)
    this.lastNumber = Number.NaN
  }
}

export class Tables {
  /** Those of tables that hold the largest leaves first. */
  private readonly levels: readonly Level[]
  /** Leaves in all tables. */
  leaves = 0

  /**
   * @param sizes that leaves of one entry come in, largest first.
   * @param entries of a table.
   */
  constructor(
    sizes: readonly number[],
    readonly entries: number,
  ) {
    this.levels = sizes.map((size) => new Level(size, entries))
  }

  /** The leaf that `iova` lies in. */
  leafAt(iova: number): Leaf | undefined {
    const level = this.leafLevel(iova)
    const table = level?.over(iova)
    if (level === undefined || table === undefined) return undefined
    const entry = level.entryOf(iova)
    const size = table.sizes[entry]
    const begin = downTo(iova, size)
    return { iova: begin, paddr: table.paddrs[entry] - (downTo(iova, level.size) - begin), size }
  }

  /** Whether this very leaf is there: the same as `leafAt` finds, at less cost. */
  holds(iova: number, paddr: number, size: number): boolean {
    const level = this.leafLevel(iova)
    if (level === undefined || downTo(iova, size) !== iova) return false
    const table = level.over(iova)
    const entry = level.entryOf(iova)
    return table?.sizes[entry] === size && table.paddrs[entry] === paddr
  }

  /** What an entry of the leaf spans that `iova` lies in; `undefined` where there is no leaf. */
  spanAt(iova: number): number | undefined {
    return this.leafLevel(iova)?.size
  }

  /** What one entry of a leaf of `size` spans: the largest leaf of one entry that is no larger. */
  entrySpan(size: number): number {
    return this.levelOf(size).size
  }

  /** Writes a leaf into empty entries of an attached table. */
  addLeaf(iova: number, paddr: number, size: number): void {
    const level = this.levelOf(size)
    const table = level.over(iova)
    if (table === undefined) throw new Error('the model has no table for a leaf')
    let entry = level.entryOf(iova)
    for (let part = 0; part < size; part += level.size) {
      table.paddrs[entry] = paddr + part
      table.sizes[entry] = size
      entry++
    }
    table.leaves++
    this.leaves++
  }

  removeLeaf(iova: number, size: number): void {
    const level = this.levelOf(size)
    const table = level.over(iova)
    if (table === undefined) throw new Error('the model has no table of a leaf')
    let entry = level.entryOf(iova)
    for (let part = 0; part < size; part += level.size) table.sizes[entry++] = EMPTY
    table.leaves--
    this.leaves--
  }

  /** Whether a table of `span` is attached over `iova`; `undefined` where that is left open. */
  attached(iova: number, span: number): boolean | undefined {
    const table = this.tablesOf(span).over(iova)
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
    for (const above of this.levels) if (above.span > span) this.attach(iova, above.span)
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
      table.sizes.fill(EMPTY)
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
    visit: (table: Table, tables: Level, number: number) => void,
  ): void {
    const first = downTo(iova, span)
    for (const tables of this.levels) {
      const below = tables.span
      if (below > span) continue
      const from = first / below
      for (let number = from; number < from + span / below; number++) {
        const table = tables.get(number)
        if (table !== undefined) visit(table, tables, number)
      }
    }
  }

  /** Where the leaf is that `iova` lies in. */
  private leafLevel(iova: number): Level | undefined {
    for (const level of this.levels) {
      const table = level.over(iova)
      if (table !== undefined && table.sizes[level.entryOf(iova)] !== EMPTY) return level
    }
    return undefined
  }

  /** The level that has leaves of `size`. */
  private levelOf(size: number): Level {
    for (const level of this.levels) if (level.size <= size) return level
    throw new Error(`no entry spans ${size} bytes or less`)
  }

  private tablesOf(span: number): Level {
    for (const level of this.levels) if (level.span === span) return level
    throw new Error(`no table spans ${span} bytes`)
  }
}

/** The multiple of `size` at or below; `%` takes twice as long for numbers of more than 32 bits. */
export function downTo(address: number, size: number): number {
  return Math.floor(address / size) * size
}
