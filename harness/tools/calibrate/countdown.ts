import type { Progress } from '../../terminal/progress.js'

/** Steps of one kind, that take about as long as each other. */
export interface Part {
  steps: number
  /** What a step is expected to take, in milliseconds, until one was seen. */
  stepMs: number
}

/**
 * Progress of work in several parts, one after another: each line says how much of all of it is left,
 * by how long the steps of its part took.
 */
export class Countdown implements Progress {
  private part = 0
  private steps = 0
  private spentMs = 0
  private begun: number
  private label = ''

  constructor(
    private readonly progress: Progress,
    private readonly parts: readonly Part[],
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begun = now()
  }

  /** A step of a part begins. */
  begin(part: number, label: string): void {
    if (part !== this.part) {
      this.steps = 0
      this.spentMs = 0
    }
    this.part = part
    this.label = label
    this.begun = this.now()
  }

  /** It is over. */
  done(): void {
    this.steps++
    this.spentMs += this.now() - this.begun
    this.begun = this.now()
  }

  get leftMs(): number {
    const { steps, stepMs } = this.parts[this.part] ?? { steps: 0, stepMs: 0 }
    const each = this.steps === 0 ? stepMs : this.spentMs / this.steps
    const ofStep = Math.min(each, this.now() - this.begun)
    const later = this.parts.slice(this.part + 1)
    return (
      Math.max(0, steps - this.steps) * each -
      ofStep +
      later.reduce((sum, part) => sum + part.steps * part.stepMs, 0)
    )
  }

  update(doing: string): void {
    this.progress.update(this.label === '' ? doing : `${this.label}, ${doing}`, this.leftMs)
  }

  note(text: string): void {
    this.progress.note(text)
  }

  end(): void {
    this.progress.end()
  }
}
