/** `npm run bench -- --trace FILE`: the traces that are named, as cells. */
import { InputError } from '../../../engines/contract/index.js'
import {
  type Cell,
  cellOfTrace,
  type PageSize,
  type ReplayOptions,
  readTrace,
  type Suite,
  traceCell,
} from '../../../workloads/index.js'

/** What names standard input. */
export const STDIN = '-'

/** Seconds of measuring for each trace where nothing else is measured; no longer than the suite's. */
const SECONDS_PER_TRACE = 15

/** The shape that scatter lists are for, which suites time elsewhere. */
const OF_LISTS = 'map-sg'

/**
 * A suite of traces alone, timed by the shapes that a suite times in every cell.
 * @throws InputError where one cannot be read or replayed
 */
export function traceSuite(suite: Suite, traces: readonly Cell[]): Suite {
  const hasLists = traces.some((cell) => cell.compile(1).continues.includes(1))
  const engines = hasLists ? [...suite.engines, OF_LISTS] : suite.engines
  return {
    ...suite,
    name: 'trace',
    summary: 'the traces that --trace names',
    engines: [...new Set(engines)],
    counted: suite.counted.filter((engine) => !engines.includes(engine)),
    seconds: Math.min(suite.seconds, SECONDS_PER_TRACE * traces.length),
    cells: [],
  }
}

/**
 * A cell for each trace, in their order. What is not bundled is read here.
 * @param names files, `-`, or names of bundled traces
 * @throws InputError where there is no such trace, or two would be called the same
 */
export async function traceCells(
  names: readonly string[],
  options: ReplayOptions & { pageSizes?: readonly PageSize[] | undefined },
): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const name of names) {
    const twice = names.filter((other) => other === name).length > 1
    if (twice) throw new InputError(`--trace ${name}: names it twice; once is enough`)
    const cell =
      name === STDIN
        ? cellOfTrace(await readTrace(STDIN), options)
        : traceCell({ ...options, trace: name, folders: [process.cwd()] })
    if (cells.some(({ id }) => id === cell.id)) {
      throw new InputError(
        `--trace ${name}: cell ${cell.id} is there already, by another file of that name; copy one to another name`,
      )
    }
    cells.push(cell)
  }
  return cells
}
