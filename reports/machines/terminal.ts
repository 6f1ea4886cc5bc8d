/** Several machines' answers for a terminal: question by question, then the speed-ups. */
import { QUESTIONS } from '../answer/index.js'
import { gridLines } from '../layout/grid-lines.js'
import type { HeadedGrid } from '../phrases/index.js'
import { lookOf, printable, type TerminalOptions, wrap } from '../text/index.js'
import { factsGrid, machinesLegend, speedupGrid } from './grid.js'
import { answersTo, type Machines } from './machine.js'

export function machinesTerminal(compared: Machines, printing: TerminalOptions): string {
  const look = lookOf(printing)
  const grid = (table: HeadedGrid) =>
    table.rows.length === 0 ? [] : [look.bold(table.heading), ...gridLines(table, look.width), '']
  const lines = [
    ...grid(factsGrid(compared)),
    ...grid(speedupGrid(compared)),
    ...QUESTIONS.flatMap((question) => [
      look.bold(question),
      ...answersTo(question, compared.machines)
        .flatMap((text) => wrap(printable(text), look.width - 2, '  '))
        .map((line) => `  ${line}`),
      '',
    ]),
    ...compared.machines.flatMap(({ name, screen: { mind } }) =>
      mind
        .slice(0, 1)
        .flatMap((text) => wrap(`! ${name}: ${text}`, look.width, '  '))
        .map(look.warn),
    ),
    ...wrap(machinesLegend(compared), look.width).map(look.dim),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
