/** What a gate decided, in lines. */

import {
  type CountChange,
  type GateFigure,
  type GateResult,
  type OneWayGate,
  partsOf,
} from '../../results/analysis/compare/index.js'
import { formatPercent } from '../phrases/index.js'
import { plural } from '../text/index.js'
import { countWords, effectWords, formatChange, instructionWords, keyWords } from './words.js'

/** Figures that are named one by one; of more there is a number. */
const NAMED = 10

/** The verdict first, then what it rests on. */
export function gateLines(result: GateResult): string[] {
  const { better, failed, fewer, fewerInstructions, judged, lost, more, moreInstructions } = result
  const { near, smallestGate, undecided, worse } = result
  return [
    `Gate ${gateName(result)}: ${outcomeWords(result)}, of ${plural(judged, 'comparison')}.`,
    ...listed(failed, ({ row, message }) => `failed: ${row}, ${message}`),
    ...listed(worse, (figure) => `worse: ${figureWords(figure)}`),
    ...listed(more, (change) => `worse: ${placeWords(change)}: ${countWords(change)}`),
    ...listed(
      moreInstructions,
      (change) => `worse: ${placeWords(change)}: instructions a page ${instructionWords(change)}`,
    ),
    ...listed(better, (figure) => `better: ${figureWords(figure)}`),
    ...listed(fewer, (change) => `changed: ${placeWords(change)}: ${countWords(change)}`),
    ...listed(
      fewerInstructions,
      (change) => `better: ${placeWords(change)}: instructions a page ${instructionWords(change)}`,
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
      (figure) => `near the gate, but not beyond it with confidence: ${figureWords(figure)}`,
    ),
  ]
}

const OUTCOMES: Record<GateResult['outcome'], string> = {
  passed: 'passed, nothing is worse',
  worse: 'not passed',
  better: 'not passed, though nothing is worse',
  undecided: 'could not decide',
}

/** What became of a gate; one for any change passes only what is as it was. */
function outcomeWords({ gate, outcome }: GateResult): string {
  return outcome === 'passed' && partsOf(gate).any
    ? 'passed, nothing is worse or better'
    : OUTCOMES[outcome]
}

/** `counts`, `3 %`, `any change of instructions, 1 %`. */
export function gateName({ gate }: GateResult): string {
  const { any, oneWay } = partsOf(gate)
  return `${any ? 'any change of ' : ''}${oneWayName(oneWay)}`
}

function oneWayName(gate: OneWayGate): string {
  if (gate === 'counts') return 'counts'
  return typeof gate === 'number'
    ? formatPercent(gate)
    : `instructions, ${formatPercent(gate.instructions)}`
}

function placeWords({ cell, engine, op }: Pick<CountChange, 'cell' | 'engine' | 'op'>): string {
  return `${engine} in ${cell}, ${keyWords('op', op)}`
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
