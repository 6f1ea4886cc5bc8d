/** One of the long proofs that `npm run soak` runs. */
import type { Progress } from '../../terminal/progress.js'

export interface SoakOptions {
  /** Random operations. */
  operations: number
  /** Lines of traces. */
  lines: number
  /** Seconds for what has no end of its own. */
  seconds: number
  seed: number
  /** Times that a run is killed. */
  kills: number
}

/** Where a part prints what it does, and asks whether it is to stop. */
export interface SoakContext {
  progress: Progress
  /** Whether Ctrl-C was pressed: a part then ends with what it has done. */
  stopping(): boolean
  /** Called once when Ctrl-C is pressed. */
  onStop(action: () => void): void
  /** A line of what was found. */
  print(line: string): void
}

/** A part's end; `absent` where the machine cannot run it, which is printed and is no failure. */
export type SoakOutcome = 'clean' | 'failed' | 'absent'

export interface SoakPart {
  /** What `npm run soak -- NAME` names. */
  name: string
  /** One line for the manual. */
  summary: string
  run(options: SoakOptions, context: SoakContext): Promise<SoakOutcome>
}
