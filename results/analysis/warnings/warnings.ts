/** Every caution that an analysis can carry: its words, and what to do about it. */

import type { Failure, Merged } from '../../record/index.js'
import type { Ratio, RatioMode } from '../ratios/judge.js'

/** A caution that travels with the figures. */
export interface Warning {
  code: string
  message: string
  /** What to do about it. */
  remedy: string
  /** The cell or row that it touches, where it is one. */
  about?: string
  /** Of ratios the farthest, in short: `2M@4K map: punt over range-gather 1.17 x`. */
  figure?: string
  /** The cells whose figures it touches; absent where it is the whole run or a row. */
  cells?: string[]
}

export const FEWEST_GENERATIONS = 8
/** CPUs kept busy by others, above which a machine counts as busy. */
export const BUSY_CPUS = 0.25
/** A null band above this, as a ratio's distance from 1, is called wide. */
export const WIDE_NULL_BAND = 0.03
/** A time of fewer steps of the clock than this is called coarse: one step is above 1 %. */
export const FEWEST_CLOCK_STEPS = 100

/** What times may drift by, lie apart, or stray: 5 %, as a share or as a ratio's distance from 1. */
export const UNSTEADY = 0.05
/** Seconds that a host may take in a second of the run, all CPUs together. */
export const STEALING = 0.02

export const warnings = {
  interrupted: (cellsWithout: number, cells: number): Warning => ({
    code: 'interrupted',
    message:
      cellsWithout === 0
        ? 'the run was interrupted before its time was over'
        : `the run was interrupted: ${cellsWithout} of ${cells} cells have no rounds`,
    remedy: 'Run it again to its end before quoting a figure.',
  }),

  partial: (missing: Merged['missing'], shards: number): Warning => ({
    code: 'partial',
    message: `the run is not whole: ${andMore(
      missing.map(
        ({ cells, index }) => `shard ${index} with ${cells} ${cells === 1 ? 'cell' : 'cells'}`,
      ),
      'shard',
      ', ',
    )} of ${shards} ${missing.length === 1 ? 'is' : 'are'} missing`,
    remedy: 'Run the missing shards, and merge again.',
  }),

  mixed: (what: readonly string[]): Warning => ({
    code: 'mixed',
    message: `the shards of this run were not made alike: ${what.join('; ')}`,
    remedy: 'Compare cells of one machine; a mean over cells mixes them.',
  }),

  busy: (when: 'before' | 'after', busyCpus: number, load: number): Warning => ({
    code: `busy-${when}`,
    message: `other programs kept ${busyCpus.toFixed(2)} CPUs busy ${when} the run (load ${load.toFixed(2)})`,
    remedy: 'Stop them and run again; what they disturb shows as wider intervals.',
  }),

  fewGenerations: (generations: number): Warning => ({
    code: 'few-generations',
    message:
      generations < 2
        ? `some cells have no more than ${generations} ${generations === 1 ? 'generation' : 'generations'} of fresh processes: no intervals`
        : `cells have as few as ${generations} generations of fresh processes, below ${FEWEST_GENERATIONS}`,
    remedy: 'Give the run more time.',
  }),

  notAlone: (): Warning => ({
    code: 'not-alone',
    message: 'another run measured on the same CPU at the same time',
    remedy: 'Run it again alone, or with --wait, which waits for the other.',
  }),

  virtualised: (hypervisor: string): Warning => ({
    code: 'virtualised',
    message: `the machine is virtual (${hypervisor}): a host that cannot be seen shares its CPUs`,
    remedy: 'Run on bare metal before quoting absolute times.',
  }),

  powersave: (): Warning => ({
    code: 'powersave',
    message: 'the CPU frequency governor is powersave: the clock rate may move within the run',
    remedy: 'Set the governor to performance (cpupower frequency-set -g performance).',
  }),

  rowFailed: (row: string, role: string, failure: Failure): Warning => ({
    code: 'row-failed',
    message: `${row} failed (${failure.kind}, ${failure.stage} of ${failure.cell}): ${failure.message}${LOSS[role] ?? ''}`,
    remedy: 'Run this engine alone on that cell; the other rows are not affected.',
    about: row,
  }),

  noNullRow: (cells: readonly string[]): Warning => ({
    code: 'no-null-row',
    message: `there is no noise floor in ${listed(cells)}: no row was run a second time`,
    remedy: 'Run again with null rows; until then intervals alone decide what is resolved.',
    ...touching(cells),
  }),

  wideNullBand: (worst: number, cells: readonly string[]): Warning => ({
    code: 'null-band-wide',
    message: `null rows may differ from their twins by up to ${percent(worst)} in ${listed(cells)}`,
    remedy: 'Quieten the machine (other programs, frequency, pinning) and run longer.',
    ...touching(cells),
  }),

  ratioModes: (
    figures: ReadonlyArray<{ cell: string; what: string; modes: NonNullable<Ratio['modes']> }>,
    cells: readonly string[],
  ): Warning => ({
    code: 'ratio-modes',
    message: `speed-ups that have one value in some processes and another in the rest: ${andMore(
      figures.map(
        ({ cell, modes, what }) => `${what} in ${cell} ${modes.map(modeWords).join(' and ')}`,
      ),
      'figure',
      '; ',
    )}`,
    remedy:
      'Where memory and code lie decides between the two: quote both; the printed figure lies between them.',
    ...touching(cells),
  }),

  timesApart: (worst: number, cells: readonly string[]): Warning => ({
    code: 'times-apart',
    message: `times of two rows of one engine differ by up to ${percent(worst)} in ${listed(cells)}`,
    remedy: 'Ratios hold; do not quote absolute times of these cells, nor compare them by eye.',
    ...touching(cells),
  }),

  contradiction: (figure: string, cells: readonly string[], short: string): Warning => ({
    code: 'contradiction',
    message: `same calls, different times, in ${listed(cells)}: ${figure}`,
    remedy:
      'Count instructions (--instructions, of rows in C, with valgrind): no counter explains these ratios, so do not quote them until one does.',
    figure: short,
    ...touching(cells),
  }),

  apart: (figure: string, cells: readonly string[]): Warning => ({
    code: 'same-work-apart',
    message: `same work, different times, in ${listed(cells)}: ${figure}`,
    remedy: 'Code or memory lies at other places: more processes (--time) average over them.',
    ...touching(cells),
  }),

  compilerDecides: (figure: string, cells: readonly string[]): Warning => ({
    code: 'compiler-decides',
    message: `the compiler decides which is faster in ${listed(cells)}: ${figure}`,
    remedy:
      'Quote this ratio with its compiler, or not at all: it is not the call shape that decides.',
    ...touching(cells),
  }),

  unsettled: (rows: number, cells: readonly string[]): Warning => ({
    code: 'unsettled',
    message: `times were still moving after 2 s of warm-up, in up to ${rows} ${rows === 1 ? 'row' : 'rows'} of ${listed(cells)}`,
    remedy: 'Look at the samples of these cells; quieten the machine and run them again.',
    ...touching(cells),
  }),

  drifting: (worst: number, cells: readonly string[]): Warning => ({
    code: 'drift',
    message: `times drifted by up to ${percent(worst)} from the first rounds to the last in ${listed(cells)}`,
    remedy: 'Ratios hold; for absolute times let the machine settle first.',
    ...touching(cells),
  }),

  twoModes: (worst: number, cells: readonly string[]): Warning => ({
    code: 'two-modes',
    message: `times fall into two groups, up to ${percent(worst)} apart, in ${listed(cells)}`,
    remedy:
      'Something switches the machine between two speeds (a sibling thread, frequency, a host): look for it, or run longer.',
    ...touching(cells),
  }),

  outliers: (worst: number, cells: readonly string[]): Warning => ({
    code: 'outliers',
    message: `up to ${percent(worst)} of the rounds lie far from the others of their row in ${listed(cells)}`,
    remedy:
      'Figures rest on the fastest rounds, so they hold; the cause may still be worth removing.',
    ...touching(cells),
  }),

  migrated: (times: number): Warning => ({
    code: 'migrated',
    message: `timing processes were moved from CPU to CPU ${times} ${times === 1 ? 'time' : 'times'}`,
    remedy: 'Let them be pinned: install taskset (util-linux).',
  }),

  frequency: (from: number, to: number): Warning => ({
    code: 'frequency',
    message: `the clock rate was ${Math.round(from)} MHz before the run and ${Math.round(to)} MHz after it`,
    remedy: 'Fix it (cpupower frequency-set) before quoting absolute times; ratios hold.',
  }),

  throttled: (times: number): Warning => ({
    code: 'throttled',
    message: `the machine was slowed for heat ${times} ${times === 1 ? 'time' : 'times'} during the run`,
    remedy: 'Cool it, or lower its clock rate to one that it can keep.',
  }),

  stolen: (stolen: number, seconds: number): Warning => ({
    code: 'stolen',
    message: `the host took ${stolen.toFixed(1)} s of processor time from this machine in ${Math.round(seconds)} s`,
    remedy: 'Run on bare metal, or when the host has less to do.',
  }),

  coarseClock: (steps: number, stepNs: number, cells: readonly string[]): Warning => ({
    code: 'clock-coarse',
    message: `times are as short as ${Math.round(steps)} steps of the clock (${stepNs} ns each) in ${listed(cells)}`,
    remedy: 'Use cells with more operations in a cycle, or a machine with a finer clock.',
    ...touching(cells),
  }),
} as const

/** One warning for all cells that something was found in, with the worst of it; none without. */
export function ofWorst(
  found: ReadonlyArray<{ id: string; value: number }>,
  warning: (worst: number, cells: readonly string[]) => Warning,
  worst: (...values: number[]) => number = Math.max,
): Warning[] {
  if (found.length === 0) return []
  const values = found.map(({ value }) => value)
  return [
    warning(
      worst(...values),
      found.map(({ id }) => id),
    ),
  ]
}

/** What else goes with a row that failed. */
const LOSS: Record<string, string> = {
  baseline: '; without the baseline there are no ratios',
  null: '; without null rows there is no noise floor',
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function modeWords({ ratio, share }: RatioMode): string {
  return `${ratio.toFixed(2)} x (${Math.round(100 * share)} %)`
}

function listed(cells: readonly string[]): string {
  return andMore(cells, 'cell', ', ')
}

/** The first few, and how many there are beside them. */
function andMore(items: readonly string[], what: string, separator: string): string {
  const named = items.slice(0, 3).join(separator)
  const more = items.length - 3
  return more > 0 ? `${named} and ${more} more ${what}${more === 1 ? '' : 's'}` : named
}

/** Which cells a warning touches; where that is one, it is about that one. */
function touching(cells: readonly string[]): Pick<Warning, 'about' | 'cells'> {
  const [cell, ...others] = cells
  return {
    cells: [...cells],
    ...(cell !== undefined && others.length === 0 && { about: cell }),
  }
}
