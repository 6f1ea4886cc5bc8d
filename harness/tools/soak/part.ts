/** One of the long proofs that `npm run soak` runs. */
import { z } from 'zod'
import { wholeNumber } from '../../terminal/parse-options.js'

export const soakOptionsSchema = z.object({
  /** Random operations. */
  operations: wholeNumber(0),
  /** Lines of traces. */
  lines: wholeNumber(0),
  /** Seconds for what has no end of its own. */
  seconds: wholeNumber(0),
  seed: wholeNumber(0),
  /** Times that a run is killed. */
  kills: wholeNumber(0),
})
export type SoakOptions = z.infer<typeof soakOptionsSchema>

/** Where a part says what it does, and asks whether it is to stop. */
export interface SoakContext {
  /** What it is at, for somebody who waits. */
  doing(text: string): void
  /** Whether Ctrl-C was pressed: a part then ends with what it has done. */
  stopping(): boolean
  /** Called once when Ctrl-C is pressed. */
  onStop(action: () => void): void
  /** A line of what was found, before the last. */
  print(line: string): void
}

/** What a part found to be wrong. */
export class SoakFailure extends Error {
  /** @param output of the program that found it. */
  constructor(
    message: string,
    readonly output = '',
  ) {
    super(message)
  }
}

export interface SoakPart {
  /** What `npm run soak -- NAME` names. */
  name: string
  /** One line for the manual. */
  summary: string
  /**
   * @returns what is printed: what was found, or why this machine cannot run it; nothing where it stopped.
   * @throws SoakFailure where something is wrong.
   */
  run(options: SoakOptions, context: SoakContext): Promise<string | undefined>
}
