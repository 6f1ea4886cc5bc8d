import { BUILT_IN_ENGINES } from '../../engines/index.js'
import { type Cell, loadSuite, type Suite, suiteNames } from '../../workloads/index.js'

/** Engines, suites, and the cells of one suite, a line each. */
export function listing(suite: Suite, cells: readonly Cell[]): string {
  return [
    ...section(
      'Engines',
      BUILT_IN_ENGINES.map(({ id, summary }) => [id, summary]),
    ),
    ...section(
      'Suites',
      suiteNames().map((name) => [name, loadSuite(name).summary]),
    ),
    ...section(
      `Cells of ${suite.name}`,
      cells.map(({ id, title }) => [id, title]),
    ),
  ].join('\n')
}

function section(title: string, entries: ReadonlyArray<readonly [string, string]>): string[] {
  const width = Math.max(...entries.map(([name]) => name.length))
  return [title, ...entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`), '']
}
