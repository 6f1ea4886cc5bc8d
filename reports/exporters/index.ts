/** What a run is exported as: a file here and a line below. */
import type { Analysis } from '../../results/analysis/index.js'
import { csv } from './csv.js'
import type { Exporter } from './exporter.js'
import { ktap } from './ktap.js'
import { lava } from './lava.js'
import { mail } from './mail.js'
import { markdown } from './markdown.js'
import { summary, terminal } from './terminal.js'

export { type Exporter, exporterNamed, IN_FILE, type Printing } from './exporter.js'
export { csv, mail, markdown, summary, terminal }

/** The page among a run's files. */
export const PAGE_FILE = 'report.html'

/** All exporters: what `npm run report -- --format` prints, and, where they name a file, what a run writes. */
export const EXPORTERS: ReadonlyArray<Exporter<Analysis>> = [
  { name: 'terminal', coloured: true, text: terminal },
  {
    name: 'html',
    file: PAGE_FILE,
    // Its modules are loaded when it is made: most commands make none.
    text: async (analysis) => (await import('../html/index.js')).htmlReport(analysis),
  },
  { name: 'summary', file: 'summary.txt', text: summary },
  { name: 'markdown', file: 'summary.md', text: markdown },
  { name: 'mail', file: 'mail.txt', text: mail },
  { name: 'csv', file: 'figures.csv', text: csv },
  {
    name: 'json',
    text: (analysis, { folder }) => `${JSON.stringify({ folder, ...analysis }, null, 2)}\n`,
  },
  { name: 'ktap', text: ktap },
  { name: 'lava', text: lava },
]
