/** A tracing instance of our own, from its making to its removal. */
import { join } from 'node:path'
import { InputError } from '../../engines/contract/index.js'
import { instanceOf, type Setup } from './setup.js'
import { perform, type Step, shellLine } from './step.js'

export class Session {
  readonly #tracefs: string
  readonly #setup: Setup
  /** What undoes what was done, the last first. */
  readonly #undo: Step[] = []
  /** Probes that the kernel refused, with its reason. */
  readonly refused: string[] = []
  readonly instance: string

  constructor(tracefs: string, name: string, setup: Setup) {
    this.#tracefs = tracefs
    this.#setup = setup
    this.instance = join(tracefs, instanceOf(name))
  }

  /** @throws InputError where the kernel refuses a step; what was done is undone first */
  begin(): void {
    const { begin, probes, removeInstance } = this.#setup
    try {
      for (const step of begin) {
        perform(step, this.#tracefs)
        if (step.how === 'make') this.#undo.push(removeInstance)
      }
    } catch (error) {
      this.end()
      throw error
    }
    for (const probe of probes) this.#probe(probe)
  }

  /** A kernel without this function, or without its arguments, is recorded without the probe. */
  #probe({ add, enable, remove }: Setup['probes'][number]): void {
    try {
      perform(add, this.#tracefs)
      // The instance's events keep a probe busy: it goes after them.
      this.#undo.unshift(remove)
      perform(enable, this.#tracefs)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      this.refused.push(error.message)
    }
  }

  start(): void {
    for (const step of this.#setup.start) perform(step, this.#tracefs)
  }

  stop(): void {
    for (const step of this.#setup.stop) perform(step, this.#tracefs)
  }

  /** Undoes all; may be called again. Returns lines to run by hand for what the kernel refused. */
  end(): string[] {
    const left: string[] = []
    for (let step = this.#undo.pop(); step !== undefined; step = this.#undo.pop()) {
      try {
        perform(step, this.#tracefs)
      } catch {
        left.push(shellLine(step))
      }
    }
    return left
  }
}
