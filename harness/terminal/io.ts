import type { Spawn } from '../processes/kind.js'
import { canDraw, type Terminal } from './progress.js'

/** Where a command writes, so that tests can listen, and what it starts. */
export interface Io {
  stdout: Terminal
  stderr: Terminal
  /** Starts workers: processes of their own where absent. */
  spawn?: Spawn
}

/** Exit codes that a script can use. */
export const EXIT = {
  ok: 0,
  /** Something that was measured failed: an engine threw, hung, died or lied. */
  failed: 1,
  /** The command could not be carried out: an option, a file, a folder. */
  badInput: 2,
  /** Of one tree, for `git bisect run`: it says nothing, try another. */
  bisectSkip: 125,
  /** Stop the bisection: whatever is below would judge the tree. */
  bisectAbort: 128,
} as const

/** Writes text that has spelt out what it took from files, and may be coloured. */
export function writeColoured(stream: Terminal, text: string): void {
  if (stream.writeColoured) stream.writeColoured(text)
  else stream.write(text)
}

/** Columns where nothing says how many, and the most that tables take. */
const NO_WIDTH = 100
const MOST_WIDTH = 120

/** Colours and width of a terminal; none and 100 columns elsewhere, or where it has no size. */
export function lookOf(stream: Terminal): { colour: boolean; width: number } {
  const colour = canDraw(stream) && process.env.NO_COLOR === undefined
  // A terminal without a size, as some pseudo-terminals are, says 0.
  return { colour, width: Math.min(stream.columns || NO_WIDTH, MOST_WIDTH) }
}
