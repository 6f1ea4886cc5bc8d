/** Every caution that an analysis can carry: its words, and what to do about it. */
import type { Failure } from '../schema.js'
import type { Warning } from './types.js'

export const FEWEST_GENERATIONS = 5
/** CPUs kept busy by others, above which a machine counts as busy. */
export const BUSY_CPUS = 0.25
/** A null band above this, as a ratio's distance from 1, is called wide. */
export const WIDE_NULL_BAND = 0.03
/** A time of fewer steps of the clock than this is called coarse: one step is above 0.1 %. */
export const FEWEST_CLOCK_STEPS = 1000

export const warnings = {
  interrupted: (cellsWithout: number, cells: number): Warning => ({
    code: 'interrupted',
    message:
      cellsWithout === 0
        ? 'the run was interrupted: it has fewer rounds than were planned'
        : `the run was interrupted: ${cellsWithout} of ${cells} cells have no rounds`,
    remedy: 'Run it again to its end before quoting a figure.',
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
        ? `cells have as few as ${generations} generations of fresh processes: no interval can be had`
        : `cells have as few as ${generations} generations of fresh processes, below ${FEWEST_GENERATIONS}`,
    remedy: 'Give the run more time: generations narrow an interval faster than rounds do.',
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
    message: `there is no noise floor in ${listed(cells)}: the baseline was not run a second time`,
    remedy: 'Run again with the null row; until then intervals alone decide what is resolved.',
    ...aboutOne(cells),
  }),

  wideNullBand: (worst: number, cells: readonly string[]): Warning => ({
    code: 'null-band-wide',
    message: `rows of the same work differ by up to ${(100 * worst).toFixed(1)} % in ${listed(cells)}`,
    remedy: 'Quieten the machine (other programs, frequency, pinning) and run longer.',
    ...aboutOne(cells),
  }),

  coarseClock: (steps: number, stepNs: number, cells: readonly string[]): Warning => ({
    code: 'clock-coarse',
    message: `times are as short as ${Math.round(steps)} steps of the clock (${stepNs} ns each) in ${listed(cells)}`,
    remedy: 'Use cells with more operations in a cycle, or a machine with a finer clock.',
    ...aboutOne(cells),
  }),
} as const

/** What else goes with a row that failed. */
const LOSS: Record<string, string> = {
  baseline: '; without the baseline there are no ratios',
  null: '; without the null row there is no noise floor',
}

function listed(cells: readonly string[]): string {
  const named = cells.slice(0, 3).join(', ')
  const more = cells.length - 3
  return more > 0 ? `${named} and ${more} more ${more === 1 ? 'cell' : 'cells'}` : named
}

function aboutOne(cells: readonly string[]): Pick<Warning, 'about'> {
  const [cell, ...others] = cells
  return cell !== undefined && others.length === 0 ? { about: cell } : {}
}
