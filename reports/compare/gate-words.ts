/** What a gate decided, in lines. */

import {
  type Comparison,
  type CountChange,
  type GateFigure,
  type GateResult,
  type InstructionChange,
  partsOf,
} from '../../results/analysis/compare/index.js'
import { formatPercent, OP_WORDS } from '../phrases/index.js'
import { plural } from '../text/index.js'
import { countWords, effectWords, formatChange, instructionWords } from './words.js'

/** What an exporter of comparisons is given: a comparison, and what gates said of it. */
export interface Gated {
  comparison: Comparison
  gates: readonly GateResult[]
}

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
    ...listed(more, (change) => `worse: ${countChangeWords(change)}`),
    ...listed(moreInstructions, (change) => `worse: ${instructionChangeWords(change)}`),
    ...listed(better, (figure) => `better: ${figureWords(figure)}`),
    ...listed(fewer, (change) => `changed: ${countChangeWords(change)}`),
    ...listed(fewerInstructions, (change) => `better: ${instructionChangeWords(change)}`),
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
  const change = any ? 'any change of ' : ''
  if (oneWay === 'counts') return `${change}counts`
  return typeof oneWay === 'number'
    ? change + formatPercent(oneWay)
    : `${change}instructions, ${formatPercent(oneWay.instructions)}`
}

function countChangeWords(change: CountChange): string {
  return `${placeWords(change)}: ${countWords(change)}`
}

function instructionChangeWords(change: InstructionChange): string {
  return `${placeWords(change)}: instructions a page ${instructionWords(change)}`
}

function placeWords({ cell, engine, op }: Pick<CountChange, 'cell' | 'engine' | 'op'>): string {
  return `${engine} in ${cell}, ${OP_WORDS[op]}`
}

function figureWords({ row, cell, op, interval }: GateFigure): string {
  const change = formatChange({ estimate: interval.estimate, interval })
  return `${row} in ${cell}, ${OP_WORDS[op]}: ${change}`
}

function listed<T>(items: readonly T[], words: (item: T) => string): string[] {
  const more = items.length - NAMED
  const lines = items.slice(0, more > 1 ? NAMED : items.length).map(words)
  return more > 1 ? [...lines, `and ${more} more`] : lines
}
