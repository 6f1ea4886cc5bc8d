/** How text reports look: a width, and what colour there may be. */
import { type Paint, paint } from './paint.js'

/** What the terminal can show. */
export interface TerminalOptions {
  colour: boolean
  /** Columns that no line exceeds. */
  width: number
}

/** The width, and the paints by what they are for. */
export interface Look {
  width: number
  bold: Paint
  dim: Paint
  warn: Paint
  alarm: Paint
}

export function lookOf({ colour, width }: TerminalOptions): Look {
  return {
    width,
    bold: paint('bold', colour),
    dim: paint('dim', colour),
    warn: paint('yellow', colour),
    alarm: paint('red', colour),
  }
}
