/** The analysis as JSON, for scripts. */
import type { Analysis } from '../../results/analysis/index.js'
import type { Printing } from './exporter.js'

/** Everything that was found, and the folder that the reports of the run are in. */
export function json(analysis: Analysis, { folder }: Pick<Printing, 'folder'>): string {
  return `${JSON.stringify({ folder, ...analysis }, null, 2)}\n`
}
