/** What changed, in three lines: what is worse first, then what is better, then all else. */

import {
  type ComparedFigure,
  isWorse,
  type Pace,
  type RunComparison,
} from '../../results/analysis/compare/index.js'
import { formatCount, OP_WORDS } from '../phrases/index.js'
import { listWords, plural } from '../text/index.js'
import { changeWords, effectWords, instructionWords, movedPaces } from './words.js'

interface ShortLine {
  label: 'Worse' | 'Better' | 'Else'
  text: string
}

/** Three lines, each of which can be quoted alone; the same run once more has none to tell. */
export function inShort(run: RunComparison): ShortLine[] {
  return [
    { label: 'Worse', text: sideText(run, SIDES.worse) },
    { label: 'Better', text: sideText(run, SIDES.better) },
    { label: 'Else', text: elseText(run) },
  ]
}

/** What to mind before the lines are believed; a few words each. */
export function toMind(run: RunComparison): string[] {
  const { basis, differences, sameRun } = run
  if (sameRun) return ['both are the same run: nothing differs, and every ratio is 1']
  const moved = movedPaces(run)
  const machines = differences.filter(({ machine }) => machine).map(({ what }) => what)
  const others = differences.filter(({ machine }) => !machine).map(({ what }) => what)
  return [
    ...(machines.length === 0
      ? []
      : [
          `the machines differ (${listWords(machines)}): ${
            basis === 'time'
              ? 'times are compared, as --by time asks'
              : 'speed-ups over per-page are compared, not times'
          }`,
        ]),
    ...(moved.length === 0
      ? []
      : [
          `what both runs compare with took ${listWords(moved.map(paceWords))} its time: the machine, or its code; --by speed-up takes that out`,
        ]),
    ...(others.length === 0 ? [] : [`also differ: ${others.join(', ')}`]),
  ]
}

/** `0.63 x (native/per-page)`. */
function paceWords({ change, row }: Pace): string {
  return `${change.estimate.toFixed(2)} x (${row})`
}

/** The words of one side, and what belongs to it. */
interface Side {
  figure: 'slower' | 'faster'
  count: 'more' | 'fewer'
  /** Sorts the farthest from 1 of this side first. */
  order: (estimate: number) => number
  worse: boolean
}

const SIDES: Record<'worse' | 'better', Side> = {
  worse: { figure: 'slower', count: 'more', order: (estimate) => -estimate, worse: true },
  better: { figure: 'faster', count: 'fewer', order: (estimate) => estimate, worse: false },
}

function sideText(run: RunComparison, side: Side): string {
  const { counts, failed, figures, instructions } = run
  const changed = figuresOf(run, side)
  const [most] = changed
  const counted = counts.changed.filter((change) => isWorse(change) === side.worse)
  const instructed = instructions.changed.filter(({ new: now, old }) => now > old === side.worse)
  const extreme = side.worse ? instructed[0] : instructed.at(-1)
  const parts = [
    ...(side.worse ? failed : []).map(
      ({ failure, row }) => `${row} failed (${failure.kind} in ${failure.cell})`,
    ),
    ...(most === undefined
      ? []
      : [
          `${formatCount(changed.length)} of ${plural(figures.length, 'figure')} ${side.figure}, most ${figureName(most)}: ${changeWords(most, run.basis)}`,
        ]),
    ...(counted.length === 0
      ? []
      : [
          `${plural(counted.length, 'count')} ${side.worse ? 'more' : 'lower, or of larger leaves'}`,
        ]),
    ...(extreme === undefined
      ? []
      : [
          `${side.count} instructions a page in ${plural(instructed.length, 'figure')}, most ${extreme.engine} ${OP_WORDS[extreme.op]} in ${extreme.cell}: ${instructionWords(extreme)}`,
        ]),
  ]
  return parts.length === 0 ? nothingWords(run) : parts.join('; ')
}

/** Figures of one side, the farthest from 1 first. */
function figuresOf({ basis, figures }: RunComparison, { figure: verdict, order }: Side) {
  const key = ({ changes }: ComparedFigure) => order(changes[basis]?.estimate ?? 1)
  return figures.filter((figure) => figure.verdict === verdict).sort((a, b) => key(a) - key(b))
}

function figureName({ cell, op, row }: ComparedFigure): string {
  return `${row} ${OP_WORDS[op]} in ${cell}`
}

function nothingWords({ counts, figures }: RunComparison): string {
  if (figures.length === 0 && counts.compared === 0) return 'nothing could be compared'
  return `none resolved, of ${plural(figures.length, 'figure')}`
}

function elseText({
  appeared,
  counts,
  figures,
  instructions,
  layouts,
  notCompared,
  vanished,
}: RunComparison) {
  const of = (verdict: ComparedFigure['verdict']) =>
    figures.filter((figure) => figure.verdict === verdict)
  const number = (count: number, words: string) =>
    count === 0 ? [] : [`${formatCount(count)} ${words}`]
  const open = of('not-resolved')
  const smallest = open.flatMap(({ smallestResolvable }) => smallestResolvable ?? [])
  const seen =
    smallest.length === 0
      ? ''
      : ` (smallest resolvable: ${effectWords(Math.min(...smallest))} to ${effectWords(Math.max(...smallest))})`
  const cameAndWent = [
    ...named(vanished.cells.length, 'cell', 'vanished'),
    ...named(vanished.rows.length, 'row', 'vanished'),
    ...named(appeared.cells.length, 'cell', 'appeared'),
    ...named(appeared.rows.length, 'row', 'appeared'),
    ...named(layouts.length, 'layout', 'changed'),
    ...number(notCompared.length, 'not comparable'),
  ]
  const parts = [
    ...number(open.length, `not resolved${seen}`),
    ...number(of('not-measurable').length, 'not measurable here'),
    ...number(of('no-interval').length, 'without an interval'),
    ...number(of('not-judged').length, 'not judged'),
    ...(counts.compared === 0 ? ['no counts to compare'] : []),
    ...(counts.compared > 0 && counts.changed.length === 0 ? ['counts all the same'] : []),
    ...(instructions.compared > 0 && instructions.changed.length === 0
      ? ['instructions all the same']
      : []),
    ...cameAndWent,
  ]
  return parts.length === 0 ? 'nothing' : parts.join('; ')
}

function named(count: number, noun: string, what: string): string[] {
  return count === 0 ? [] : [`${plural(count, noun)} ${what}`]
}
