/**
 * What the explorer shows, as plain data: made of an analysis when the page is built (build.ts), and
 * read by the same code there and in the page. Cells, rows, sources and shapes are named by their place
 * in their lists.
 */
import type { FigureOp } from '../../../results/analysis/index.js'

/** A figure. Ratios have an interval; counts and times are plain. */
export interface Mark {
  value: number
  /** The interval's ends. */
  low?: number
  high?: number
  /** Absent where it is resolved, or no ratio. */
  open?: 'not-resolved' | 'not-measurable'
  /** What else is to be known of it: `same calls`, `two values: ...`. */
  note?: string
  /** Where a line to it begins: the time before a step. */
  from?: number
  /** What stands beside it, where that is not its value. */
  text?: string
}

/** What may be shown. */
export interface Measure {
  id: string
  label: string
  /** Under which heading the list of measures has it. */
  group: string
  kind: 'ratio' | 'ns' | 'count'
  /** How to read it: one sentence without its full stop. */
  meaning: string
}

/** Cells that may be read side by side. */
export interface Place {
  id: string
  label: string
  group: string
  /** What all of its cells share. */
  about: string
  cells: Array<{ cell: number; label: string }>
  ops: FigureOp[]
}

/** Whose code rows run, on which tables: a tier and a page-table format. */
export interface Source {
  id: string
  label: string
}

export interface ShapeInfo {
  id: string
  /** What it is in history, `v5.15`; empty where it never was. */
  history: string
  /** The name of its colour in the page's style sheet. */
  colour: string
}

interface RowInfo {
  id: string
  /** Of a comparison of machines; the only one where there is one run. */
  machine: number
  source: number
  shape: number
  baseline: boolean
}

export interface CellInfo {
  id: string
  title: string
  /** Operations of one cycle that every count was divided by. */
  operations: Partial<Record<FigureOp, number>>
  /** Those that touch it. */
  warnings: number[]
  /** What two instances of one row differ by, as a ratio's distance from 1: by source, then direction. */
  bands: Array<Partial<Record<FigureOp, number>>>
}

/** A row's figures in one cell and direction, by the measure's id. */
export type Marks = Record<string, number | Mark>

export interface ExplorerData {
  measures: Measure[]
  places: Place[]
  sources: Source[]
  shapes: ShapeInfo[]
  rows: RowInfo[]
  cells: CellInfo[]
  warnings: Array<{ name: string; message: string }>
  /** By cell, by row, by direction. A row that was not timed in a cell and not counted has none. */
  figures: Array<Array<Partial<Record<FigureOp, Marks>> | null>>
  /** What is shown before anything was chosen. */
  start: Choice
  /** What the command that measures a cell again is made of, by machine. */
  options: Array<{ arguments: string[]; cells: string[] }>
}

/** What one looks at. */
export interface Choice {
  /** A measure's id. */
  what: string
  op: FigureOp
  /** A place's id. */
  at: string
  /** Ids of sources, and of shapes. */
  of: string[]
  shapes: string[]
  /** The figure whose particulars are open: ids of its cell and row. */
  figure?: { cell: string; row: string }
}

/** The particulars of figures, which are read only where somebody asks: by cell, then by machine. */
export interface DetailData {
  cells: Array<Array<CellDetail | null>>
}

export interface CellDetail {
  /** The generation of every round that is kept. */
  generation: number[]
  /** One in so many rounds is kept. */
  every: number
  /** Nanoseconds for one operation, by row id and direction, a round each. */
  ns: Record<string, Partial<Record<FigureOp, Array<number | null>>>>
  /** By row id and direction: sentences. */
  notes: Record<string, Partial<Record<FigureOp, string[]>>>
}
