/**
 * A run in a line. Reading and analysing a result takes most of a second, so it is done once: the line
 * is cached by the result's content. So no run is mistaken for another, whatever was renamed, removed
 * or put in its place.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Cache, fileSum, modulesSum, sumOf } from '../../../engines/cache/index.js'
import { projectRoot } from '../../../engines/contract/index.js'
import { screenOf } from '../../../reports/answer/index.js'
import { type Analysis, analyse } from '../../../results/analysis/index.js'
import { resultFile } from '../../../results/record/index.js'
import {
  bytesOf,
  type RunContent,
  type RunPlace,
  readRun,
} from '../../../results/record/runs/index.js'
import { projectVersion } from '../../version.js'

/** Of a run that has a result. */
const summarySchema = z.object({
  state: z.enum(['complete', 'interrupted']),
  date: z.string(),
  suite: z.string(),
  machine: z.string(),
  /** What the run says to the first question: in short, and as it can be quoted. */
  figure: z.string().optional(),
  answer: z.string().optional(),
})
type CachedSummary = z.infer<typeof summarySchema>

const store = new Cache<CachedSummary>('runs', summarySchema, 1000)

/** What the line of a run says. */
export interface RunSummary extends Partial<Omit<CachedSummary, 'state'>> {
  name: string
  kind: RunPlace['kind']
  state: RunContent['state']
  bytes: number
  problem?: string
}

/** Runs in their order. */
export function summariesOf(places: readonly RunPlace[]): RunSummary[] {
  const summaries = places.map(({ kind, name, path }) => ({
    name,
    kind,
    bytes: bytesOf(path),
    ...contentOf(path),
  }))
  store.dropOldest()
  return summaries
}

/**
 * Caches the line of a run that was analysed just now.
 *
 * @param path of its folder, or of its result.
 */
export function cacheSummary(path: string, analysis: Analysis): void {
  const key = keyOf(path)
  if (key !== undefined) store.write(key, summaryOf(analysis))
}

function contentOf(path: string): CachedSummary | Pick<RunSummary, 'state' | 'problem'> {
  const key = keyOf(path)
  const known = key && store.read(key)
  if (known) return known
  const { problem, result, state } = readRun(path)
  if (result !== undefined) {
    const summary = summaryOf(analyse(result))
    if (key) store.write(key, summary)
    return summary
  }
  // The line names the folder already.
  const reason = problem?.replace(path, '').replace(/^[/\\:\s]+/, '')
  return { state, ...(reason !== undefined && { problem: reason }) }
}

/** All that a line depends on: the result, and the code that analyses it. */
function keyOf(path: string): string | undefined {
  try {
    return sumOf([fileSum(resultFile(path)), codeSum()])
  } catch {
    return undefined
  }
}

let code: string | undefined

function codeSum(): string {
  const own = join(projectRoot(), 'dist')
  code ??= sumOf([
    projectVersion(),
    modulesSum(join(own, 'results')),
    modulesSum(join(own, 'reports', 'answer')),
    modulesSum(join(own, 'reports', 'phrases')),
    fileSum(fileURLToPath(import.meta.url)),
  ])
  return code
}

function summaryOf(analysis: Analysis): CachedSummary {
  const { machine, options, run } = analysis
  const [howMuch] = screenOf(analysis).answers
  return {
    state: run.state,
    date: run.startedAt,
    suite: options.suite,
    machine: `${machine.cpu}, ${machine.cores} CPUs`,
    ...(howMuch && { figure: howMuch.figure, answer: howMuch.text }),
  }
}
