/** How text reports look: a width, and what colour there may be. */

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

/**
 * Colour for terminals, as SGR sequences. `util.styleText` would do it, but for its age: it came
 * with Node 20.12, and this project runs on 20.9.
 */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  grey: [90, 39],
} as const

export type Paint = (text: string) => string

/** Paints text, or leaves it as it is where no colour is asked for. */
export function paint(style: keyof typeof STYLES, colour: boolean): Paint {
  const [on, off] = STYLES[style]
  return (text) => (colour ? `\u001b[${on}m${text}\u001b[${off}m` : text)
}
