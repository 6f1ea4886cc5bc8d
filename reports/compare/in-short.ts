/** What changed, in three lines: what is worse first, then what is better, then all else. */

import {
  type ComparedFigure,
  isWorse,
  type RunComparison,
} from '../../results/analysis/compare/index.js'
import { formatCount, OP_WORDS } from '../phrases/index.js'
import { listWords, plural, present } from '../text/index.js'
import { changeWords, effectWords, instructionWords, movedPaces } from './words.js'

interface ShortLine {
  label: 'Worse' | 'Better' | 'Else'
  text: string
}

/** Three lines, each of which can be quoted alone; the same run once more has none to tell. */
export function inShort(run: RunComparison): ShortLine[] {
  return [
    { label: 'Worse', text: sideText(run, true) },
    { label: 'Better', text: sideText(run, false) },
    { label: 'Else', text: elseText(run) },
  ]
}

/** What to mind before the lines are believed; a few words each. */
export function toMind(run: RunComparison): string[] {
  const { basis, differences, sameRun } = run
  if (sameRun) return ['both are the same run: nothing differs, and every ratio is 1']
  const moved = movedPaces(run)
  const paces = moved.map(({ change, row }) => `${change.estimate.toFixed(2)} x (${row})`)
  const machines = differences.filter(({ machine }) => machine).map(({ what }) => what)
  const others = differences.filter(({ machine }) => !machine).map(({ what }) => what)
  const compared =
    basis === 'time'
      ? 'times are compared, as --by time asks'
      : 'speed-ups over per-page are compared, not times'
  return present([
    machines.length > 0 && `the machines differ (${listWords(machines)}): ${compared}`,
    paces.length > 0 &&
      `what both runs compare with took ${listWords(paces)} its time: the machine, or its code; --by speed-up takes that out`,
    others.length > 0 && `also differ: ${others.join(', ')}`,
  ])
}

function sideText({ basis, counts, failed, figures, instructions }: RunComparison, worse: boolean) {
  const side = worse ? 'slower' : 'faster'
  const ratio = ({ changes }: ComparedFigure) => changes[basis]?.estimate ?? 1
  const changed = figures
    .filter(({ verdict }) => verdict === side)
    .sort((a, b) => (worse ? ratio(b) - ratio(a) : ratio(a) - ratio(b)))
  const [most] = changed
  const counted = counts.changed.filter((change) => isWorse(change) === worse)
  const instructed = instructions.changed.filter(({ new: now, old }) => now > old === worse)
  const extreme = instructed.at(worse ? 0 : -1)
  const parts = present([
    ...(worse ? failed : []).map(
      ({ failure, row }) => `${row} failed (${failure.kind} in ${failure.cell})`,
    ),
    most !== undefined &&
      `${formatCount(changed.length)} of ${plural(figures.length, 'figure')} ${side}, most ${most.row} ${OP_WORDS[most.op]} in ${most.cell}: ${changeWords(most, basis)}`,
    counted.length > 0 &&
      `${plural(counted.length, 'count')} ${worse ? 'more' : 'lower, or of larger leaves'}`,
    extreme !== undefined &&
      `${worse ? 'more' : 'fewer'} instructions a page in ${plural(instructed.length, 'figure')}, most ${extreme.engine} ${OP_WORDS[extreme.op]} in ${extreme.cell}: ${instructionWords(extreme)}`,
  ])
  if (parts.length > 0) return parts.join('; ')
  return figures.length === 0 && counts.compared === 0
    ? 'nothing could be compared'
    : `none resolved, of ${plural(figures.length, 'figure')}`
}

function elseText(run: RunComparison): string {
  const { appeared, counts, figures, instructions, vanished } = run
  const of = (verdict: ComparedFigure['verdict']) =>
    figures.filter((figure) => figure.verdict === verdict)
  const some = (all: readonly unknown[], words: string) =>
    all.length > 0 && `${formatCount(all.length)} ${words}`
  const changed = (all: readonly unknown[], noun: string, what: string) =>
    all.length > 0 && `${plural(all.length, noun)} ${what}`
  const open = of('not-resolved')
  const smallest = open.flatMap(({ smallestResolvable }) => smallestResolvable ?? [])
  const seen =
    smallest.length === 0
      ? ''
      : ` (smallest resolvable: ${effectWords(Math.min(...smallest))} to ${effectWords(Math.max(...smallest))})`
  const parts = present([
    some(open, `not resolved${seen}`),
    some(of('not-measurable'), 'not measurable here'),
    some(of('no-interval'), 'without an interval'),
    some(of('not-judged'), 'not judged'),
    counts.compared === 0 && 'no counts to compare',
    counts.compared > 0 && counts.changed.length === 0 && 'counts all the same',
    instructions.compared > 0 &&
      instructions.changed.length === 0 &&
      `instructions ${instructions.reasons.length > 0 ? 'the same where they are compared' : 'all the same'}`,
    changed(vanished.cells, 'cell', 'vanished'),
    changed(vanished.rows, 'row', 'vanished'),
    changed(appeared.cells, 'cell', 'appeared'),
    changed(appeared.rows, 'row', 'appeared'),
    changed(run.layouts, 'layout', 'changed'),
    some(run.notCompared, 'not comparable'),
  ])
  return parts.length === 0 ? 'nothing' : parts.join('; ')
}
