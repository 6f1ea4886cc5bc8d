/** What a gate decided, in lines. */
import type { GateFigure, GateResult } from '../../results/compare/gate.js'
import { formatPercent, plural } from '../words/index.js'
import { countWords, effectWords, formatChange, instructionWords, keyWords } from './words.js'

/** Figures that are named one by one; of more there is a number. */
const NAMED = 10

/** The verdict first, then what it rests on. */
export function gateLines(result: GateResult): string[] {
  const { failed, judged, lost, more, moreInstructions, near, smallestGate, undecided, worse } =
    result
  return [
    `Gate ${gateName(result)}: ${OUTCOMES[result.outcome]}, of ${plural(judged, 'comparison')}.`,
    ...listed(failed, ({ row, message }) => `failed: ${row}, ${message}`),
    ...listed(worse, (figure) => `worse: ${figureWords(figure)}`),
    ...listed(
      more,
      (change) =>
        `worse: ${change.engine} in ${change.cell}, ${keyWords('op', change.op)}: ${countWords(change)}`,
    ),
    ...listed(
      moreInstructions,
      (change) =>
        `worse: ${change.engine} in ${change.cell}, ${keyWords('op', change.op)}: instructions a page ${instructionWords(change)}`,
    ),
    ...listed(lost, ({ what }) => `cannot tell: ${what}`),
    ...listed(undecided, (figure) => `cannot tell: ${figureWords(figure)}`),
    ...(undecided.length > 0 && smallestGate !== undefined
      ? [
          `The smallest gate that these runs can decide everywhere is ${effectWords(smallestGate)}; longer runs with more generations decide smaller ones.`,
        ]
      : []),
    ...(judged === 0 ? ['Nothing could be compared.'] : []),
    ...listed(
      near,
      (figure) => `near the gate, and not worse with confidence: ${figureWords(figure)}`,
    ),
  ]
}

const OUTCOMES: Record<GateResult['outcome'], string> = {
  passed: 'passed, nothing is worse',
  worse: 'not passed',
  undecided: 'could not decide',
}

function gateName({ gate }: GateResult): string {
  if (gate === 'counts') return 'counts'
  return typeof gate === 'number'
    ? formatPercent(gate)
    : `instructions, ${formatPercent(gate.instructions)}`
}

function figureWords({ row, cell, op, interval }: GateFigure): string {
  const change = formatChange({ estimate: interval.estimate, interval })
  return `${row} in ${cell}, ${keyWords('op', op)}: ${change}`
}

function listed<T>(items: readonly T[], words: (item: T) => string): string[] {
  const more = items.length - NAMED
  const lines = items.slice(0, more > 1 ? NAMED : items.length).map(words)
  return more > 1 ? [...lines, `and ${more} more`] : lines
}
