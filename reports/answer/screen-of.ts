import type { Analysis } from '../../results/analysis/index.js'
import { printable } from '../text/index.js'
import { changesOf } from './changes.js'
import { differsOf } from './differs.js'
import { halfEnough } from './half-enough.js'
import { howMuch } from './how-much.js'
import { leftOnTheTable } from './left-on-the-table.js'
import { mindOf } from './mind.js'
import { QUESTIONS, type Screen } from './screen.js'
import { sourcesOf } from './sources.js'
import { tableOf } from './table.js'

/** Words for everything that a report says of a run in short. Figures and verdicts are the analysis's. */
export function screenOf(analysis: Analysis): Screen {
  const sources = sourcesOf(analysis)
  const table = tableOf(analysis, sources)
  return {
    differs: differsOf(analysis),
    ...(table && { table }),
    answers: [howMuch, halfEnough, leftOnTheTable].map((of, at) => ({
      question: QUESTIONS[at],
      ...of(analysis, sources),
    })),
    ...changesOf(analysis, sources),
    without: withoutWords(analysis),
    mind: mindOf(analysis, sources),
  }
}

function withoutWords({ cells, machine }: Analysis): string {
  const isCold = cells.some(({ cold }) => cold !== undefined)
  const arch = machine.arch === 'x64' ? 'x86' : printable(machine.arch)
  return `Not timed: invalidation, IOVA allocation, locks, the driver. ${isCold ? 'One' : 'Caches warm, one'} CPU, ${arch} barriers.`
}
