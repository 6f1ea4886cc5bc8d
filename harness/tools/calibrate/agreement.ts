/** How well full repeats of a run agree. */

import { groupBy } from '../../../engines/contract/index.js'
import { type Analysis, analyse, sampledSpeedups } from '../../../results/analysis/index.js'
import { chanceOf, differenceOf, intervalOf } from '../../../results/analysis/stats/index.js'
import type { Result } from '../../../results/record/index.js'

import { mean, quantileOf } from './numbers.js'

const LEVEL = 0.95

export interface Agreement {
  repeats: number
  /** Comparisons that a repeat makes. */
  comparisons: number
  /** Speed-ups that every repeat has an interval for. */
  figures: number
  /** Half widths of their intervals as a ratio's distance from 1: the middle one, and nine in ten are within the second. */
  halfWidths: [number, number]
  /** Their largest over their smallest estimate, as a distance from 1: the middle one, and the 95th of a hundred. */
  spread: [number, number]
  /** Share of pairs of repeats whose difference a 95 % interval takes for one. */
  missed: number
  /** Root mean square of such differences over their standard errors. */
  z: number
  /** Figures that one repeat resolves to be faster and another to be slower. */
  contradictions: number
}

/** Holds the repeats' speed-ups against each other, figure by figure. */
export function agreementOf(repeats: readonly Result[]): Agreement {
  const speedups = repeats.flatMap((repeat) => sampledSpeedups(repeat).speedups)
  const columns = groupBy(
    speedups.filter(({ role }) => role !== 'null'),
    keyOf,
  )
  const whole = [...columns.values()]
    .filter(({ length }) => length === repeats.length)
    .map((column) => column.map(({ sample }) => sample))
  const differences = whole.flatMap((samples) =>
    samples.flatMap((sample, at) =>
      samples.slice(at + 1).map((other) => differenceOf(sample, other)),
    ),
  )
  const halfWidths = whole.flat().map((sample) => {
    const { estimate, high } = intervalOf(sample, LEVEL)
    return high / estimate - 1
  })
  const spreads = whole.map((samples) => {
    const estimates = samples.map(({ estimate }) => estimate)
    return Math.expm1(Math.max(...estimates) - Math.min(...estimates))
  })
  const squares = differences.map(({ estimate, variance }) => estimate ** 2 / variance)
  const analyses = repeats.map((repeat) => analyse(repeat))
  return {
    repeats: repeats.length,
    comparisons: Math.max(0, ...analyses.map(({ family }) => family.comparisons)),
    figures: whole.length,
    halfWidths: [quantileOf(halfWidths, 0.5), quantileOf(halfWidths, 0.9)],
    spread: [quantileOf(spreads, 0.5), quantileOf(spreads, 0.95)],
    missed: mean(differences.map((difference) => Number(chanceOf(difference) <= 1 - LEVEL))),
    z: Math.sqrt(mean(squares)),
    contradictions: contradictionsOf(analyses),
  }
}

function contradictionsOf(analyses: readonly Analysis[]): number {
  const figures = analyses
    .flatMap(({ cells }) => cells.flatMap((cell) => Object.values(cell.figures)))
    .flatMap((ops) => Object.values(ops))
    .filter(({ side }) => side !== undefined)
  return [...groupBy(figures, keyOf).values()].filter(
    (alike) => new Set(alike.map(({ side }) => side)).size > 1,
  ).length
}

/** The figures of one row, cell and direction are held against each other. */
function keyOf({ cell, op, row }: { cell: string; op: string; row: string }): string {
  return JSON.stringify([cell, row, op])
}
