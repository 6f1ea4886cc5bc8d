/** What a comparison is exported as: a file here and a line below. */
import type { Exporter } from '../exporters/index.js'
import type { Gated } from './gate-words.js'
import { compareHtml } from './html.js'
import { compareKtap } from './ktap.js'
import { compareMarkdown } from './markdown.js'
import { compareTerminal } from './terminal.js'

export { compareTerminal }

/** All exporters of comparisons: what `npm run compare -- --format` takes. */
export const COMPARE_EXPORTERS: ReadonlyArray<Exporter<Gated>> = [
  { name: 'terminal', coloured: true, text: compareTerminal },
  { name: 'markdown', text: compareMarkdown },
  {
    name: 'json',
    text: ({ comparison, gates }) => `${JSON.stringify({ ...comparison, gates }, null, 2)}\n`,
  },
  { name: 'html', text: compareHtml },
  { name: 'ktap', text: compareKtap },
]
