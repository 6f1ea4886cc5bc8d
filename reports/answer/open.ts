/** What stands where a run cannot say: the reason, and the command that would. */

import { type Analysis, PUNT_SHAPES } from '../../results/analysis/index.js'
import { HALF, runCommand, WHOLE } from '../phrases/index.js'
import { printable } from '../text/index.js'
import { judgedText, shortRange, spreadOf } from './figure-text.js'
import { buffersOf, isShown, type ShownCell, tracesOf } from './places.js'
import type { ScreenAnswer } from './screen.js'
import { type FirstShown, type Source, shapeOf } from './sources.js'

/** The command that answers all three questions. */
const ALL = 'npm run bench'

/** The call shapes that the questions are about. */
const ASKED = [HALF, WHOLE, 'range-gather', ...PUNT_SHAPES]

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

/** What there is where no ratio of call shapes is, and how it comes that it is none. */
export interface Instead {
  found: FirstShown<ShownCell> | undefined
  /** `unmap-pages makes the same calls as one page a call`: where that is all that was found. */
  words: string
}

/** The answer of a run without a ratio of these call shapes: that calls are the same, or why there is none. */
export function withoutRatio(
  analysis: Analysis,
  sources: readonly Source[],
  needed: readonly string[],
  { found, words }: Instead,
): Answered {
  const same = found?.shown.filter(({ judged }) => judged.work !== 'differs') ?? []
  const range = shortRange(same)
  if (found === undefined || range === undefined) {
    const apart = found?.shown.some(({ judged }) => judged.layouts !== undefined)
    return openAnswer(
      apart === true
        ? { why: 'one call shape keeps the tables that the other frees', command: ALL }
        : whyNone(analysis, sources, needed),
    )
  }
  const [only, ...others] = same
  const isTold = same.every(isShown)
  const figure =
    others.length === 0 ? judgedText(only.judged) : `${range}, ${spreadOf(same)} at most`
  return {
    figure: 'same calls',
    open: false,
    text: `Nothing to gain here: ${words} (${figure}${isTold ? '' : ', which no count explains'}, by ${found.source.by}).`,
  }
}

/** Why no ratio of these call shapes is there, and what would give one. */
function whyNone(
  analysis: Analysis,
  sources: readonly Source[],
  needed: readonly string[],
): Unanswered {
  const [source] = sources
  const again = runCommand(analysis)
  if (source === undefined) return { why: 'nothing was timed', command: ALL }
  if (tracesOf(analysis).length + buffersOf(analysis).places.length === 0) {
    return { why: 'traces and buffers are asked about, and none was timed', command: ALL }
  }
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
  if (ASKED.every((shape) => sources.every((one) => shapeOf(one, shape) === undefined))) {
    return { why: 'none of the call shapes that are asked about was timed', command: ALL }
  }
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
