/**
 * What a run is in a line. To read a result and judge it takes most of a second, so it is done once:
 * what it came to is kept in the user's cache by the result's content. So no run is mistaken for
 * another, whatever was renamed, removed or put in its place.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { Cache, fileSum, modulesSum, sumOf } from '../../engines/cache/index.js'
import { projectRoot } from '../../engines/contract/index.js'
import { screenOf } from '../../reports/answer/index.js'
import { type Analysis, analyse, RESULT_FILE, runFolder } from '../../results/record/index.js'
import {
  bytesOf,
  type RunContent,
  type RunPlace,
  readRun,
} from '../../results/record/runs/index.js'
import { projectVersion } from '../version.js'

/** Of a run that has a result. */
const keptSchema = z.object({
  state: z.enum(['complete', 'interrupted']),
  date: z.string(),
  suite: z.string(),
  machine: z.string(),
  /** What the run says to the first question: in short, and as it can be quoted. */
  figure: z.string().optional(),
  answer: z.string().optional(),
})
type Kept = z.infer<typeof keptSchema>

const store = new Cache<Kept>('runs', keptSchema, 1000)

/** A run in the words of its line. */
export interface RunSummary extends Partial<Omit<Kept, 'state'>> {
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
 * Keeps what a run came to, so that nobody has to judge it again for its line.
 *
 * @param path of its folder, or of its result.
 */
export function keepSummary(path: string, analysis: Analysis): void {
  const key = keyOf(path)
  if (key !== undefined) store.write(key, keptOf(analysis))
}

function contentOf(path: string): Kept | Pick<RunSummary, 'state' | 'problem'> {
  const key = keyOf(path)
  const known = key === undefined ? undefined : store.read(key)
  if (known !== undefined) return known
  const { problem, result, state } = readRun(path)
  if (result !== undefined) {
    const kept = keptOf(analyse(result))
    if (key !== undefined) store.write(key, kept)
    return kept
  }
  // The line tells the folder already.
  const reason = problem?.replace(path, '').replace(/^[/\\:\s]+/, '')
  return { state, ...(reason !== undefined && { problem: reason }) }
}

/** All that a line rests on: the result, and the code that judges it. */
function keyOf(path: string): string | undefined {
  try {
    return sumOf([fileSum(join(runFolder(path), RESULT_FILE)), codeSum()])
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
    modulesSum(join(own, 'reports', 'words')),
    fileSum(join(own, 'harness', 'cli', 'run-summary.js')),
  ])
  return code
}

function keptOf(analysis: Analysis): Kept {
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
