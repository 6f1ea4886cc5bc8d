/** Ctrl-C: the first one ends the run after the cell at hand, the second one at once. */

/** What the shell expects of a process that Ctrl-C ended: 128 + SIGINT. */
export const EXIT_INTERRUPTED = 130

/**
 * npm passes Ctrl-C on to a process that the terminal has sent it to already. Within this time
 * two signals are one key press.
 */
const SAME_PRESS_MS = 400

export class Interruption {
  private pressedAt: number | undefined
  private readonly listener = () => this.press(performance.now())

  /**
   * @param announce is called at the first press.
   * @param kill ends everything at once.
   */
  constructor(
    private readonly announce: () => void,
    private readonly kill: () => void = () => process.exit(EXIT_INTERRUPTED),
  ) {}

  get requested(): boolean {
    return this.pressedAt !== undefined
  }

  listen(): void {
    process.on('SIGINT', this.listener)
    process.on('SIGTERM', this.listener)
  }

  stopListening(): void {
    process.off('SIGINT', this.listener)
    process.off('SIGTERM', this.listener)
  }

  /** A signal came at `now` milliseconds. */
  press(now: number): void {
    if (this.pressedAt === undefined) {
      this.pressedAt = now
      this.announce()
    } else if (now - this.pressedAt > SAME_PRESS_MS) {
      this.kill()
    }
  }
}
