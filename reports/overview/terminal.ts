import { gridLines } from '../layout/grid-lines.js'
import { lookOf, type TerminalOptions, wrap } from '../text/index.js'
import { LEGEND, leadOf, notesOf, type Overview, spreadGrids } from './overview.js'

/** The overview for a terminal, with a newline at its end. */
export function overviewTerminal(overview: Overview, printing: TerminalOptions): string {
  const look = lookOf(printing)
  const lines = [
    ...spreadGrids(overview).flatMap((grid) => [
      ...wrap(grid.heading, look.width).map(look.bold),
      ...gridLines({ ...grid, names: 2 }, look.width),
      '',
    ]),
    ...[leadOf(overview), ...notesOf(overview)].flatMap((line) => wrap(line, look.width)),
    ...wrap(LEGEND, look.width).map(look.dim),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
