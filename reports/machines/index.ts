/** Runs of different machines, side by side: what it is exported as is a file here and a line below. */
import type { Exporter } from '../exporters/index.js'
import { machinesHtml } from './html.js'
import type { Machines } from './machine.js'
import { machinesMarkdown } from './markdown.js'
import { machinesTerminal } from './terminal.js'

export { machinesOf } from './machine.js'

export const MACHINES_EXPORTERS: ReadonlyArray<Exporter<Machines>> = [
  { name: 'terminal', file: 'machines.txt', coloured: true, text: machinesTerminal },
  { name: 'markdown', file: 'machines.md', text: machinesMarkdown },
  { name: 'html', file: 'machines.html', text: machinesHtml },
]
