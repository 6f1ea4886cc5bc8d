import { readdirSync, rmdirSync } from 'node:fs'
import { createRunFolder, useOutFolder } from '../../../results/record/index.js'

/**
 * Where a run's folder goes: `base` for one named after the time, `out`, its own path, or `resume`,
 * the folder of a run that is resumed. `latest` in `base` is to lead to the run when it ends.
 */
export type FolderChoice = { base: string } | { out: string } | { resume: string; base?: string }

/**
 * The folder of a run. One named after the time is made when there is something to keep: the
 * journal, or a crash before it.
 */
export class RunFolder {
  private made: string | undefined

  /** @throws ResultError where the path that the user named cannot be used. */
  constructor(
    private readonly choice: FolderChoice,
    private readonly startedAt: Date,
  ) {
    if ('resume' in choice) this.made = choice.resume
    if ('out' in choice) this.made = useOutFolder(choice.out)
  }

  path(): string {
    this.made ??= createRunFolder('base' in this.choice ? this.choice.base : '.', this.startedAt)
    return this.made
  }

  /** Removes the folder of a run that measured nothing, unless it holds a crash. */
  discard(): void {
    if (this.made !== undefined && readdirSync(this.made).length === 0) rmdirSync(this.made)
  }
}
