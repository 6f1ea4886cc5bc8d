/** What stands where a run cannot say: the reason, and the command that would. */

import type { Analysis } from '../../results/analysis/index.js'
import { runCommand } from '../phrases/index.js'
import { printable } from '../text/index.js'
import type { ScreenAnswer } from './screen.js'
import { type Source, shapeOf } from './sources.js'

/** The command that answers all three questions. */
const ALL = 'npm run bench'

/** An answer, without its question. */
export type Answered = Omit<ScreenAnswer, 'question'>

/** Why a question has no answer, and what would answer it. */
interface Unanswered {
  why: string
  command: string
}

export function openAnswer({ command, why }: Unanswered): Answered {
  return { figure: 'open', open: true, text: `Open: ${why}; ${command} answers it.` }
}

/** Why no ratio of these call shapes to the baseline is there, and what would give one. */
export function whyNone(
  analysis: Analysis,
  sources: readonly Source[],
  needed: readonly string[],
): Unanswered {
  const [source] = sources
  const again = runCommand(analysis)
  if (source === undefined) return { why: 'nothing was timed', command: ALL }
  const { baseline } = source
  const rows = [baseline, ...needed.map((shape) => shapeOf(source, shape))]
  const failed = rows.find((row) => row?.failure !== undefined)
  if (failed?.failure !== undefined) {
    const { cell, kind } = failed.failure
    return {
      why: printable(`${failed.shape} failed (${kind} in ${cell})`).slice(0, 120),
      command: again,
    }
  }
  if (baseline === undefined) return { why: 'per-page, the baseline, was not timed', command: ALL }
  const missing = needed.filter((shape) =>
    sources.every((one) => shapeOf(one, shape) === undefined),
  )
  if (missing.length > 0) {
    return {
      why: `${missing.join(' and ')} ${missing.length === 1 ? 'was' : 'were'} not timed`,
      command: ALL,
    }
  }
  if (analysis.run.state === 'interrupted') {
    return { why: 'the run was interrupted', command: again }
  }
  if (analysis.run.generations < 2) {
    return { why: 'one generation of processes gives no interval', command: ALL }
  }
  return { why: 'no trace and no buffer has a ratio of these calls', command: ALL }
}
