/**
 * Which shard a scheduler has started, by its environment. Sources: Slurm's "Job Array Support",
 * Kubernetes' "Indexed Job for Parallel Processing", GitLab's "Predefined CI/CD variables",
 * Buildkite's "Environment variables".
 */
import { InputError } from '../../../engines/contract/index.js'
import type { Shard } from './shard.js'

export type Environment = Readonly<Record<string, string | undefined>>

interface Scheduler {
  name: string
  /** Set in each of its tasks, and only there. */
  index: string
  count: string
  /** What its first index is. */
  first(number: (name: string) => number): number
  /** Between one index and the next: the variable that has it. */
  step?: string
  /** What to do where the count is missing. */
  remedy?: string
}

const SCHEDULERS: readonly Scheduler[] = [
  {
    name: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    count: 'SLURM_ARRAY_TASK_COUNT',
    first: (number) => number('SLURM_ARRAY_TASK_MIN'),
    step: 'SLURM_ARRAY_TASK_STEP',
  },
  {
    name: 'Kubernetes',
    index: 'JOB_COMPLETION_INDEX',
    count: 'JOB_COMPLETIONS',
    first: () => 0,
    remedy: "set it to the job's completions",
  },
  { name: 'GitLab', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', first: () => 1 },
  {
    name: 'Buildkite',
    index: 'BUILDKITE_PARALLEL_JOB',
    count: 'BUILDKITE_PARALLEL_JOB_COUNT',
    first: () => 0,
  },
]

/** Names of the schedulers that `--shard auto` knows. */
export const SCHEDULER_NAMES: readonly string[] = SCHEDULERS.map(({ name }) => name)

/**
 * The shard of the first scheduler whose task this is; `undefined` where it is none's.
 *
 * @throws InputError where its variables do not tell a shard, as those of an array with gaps.
 */
export function shardOfScheduler(
  environment: Environment,
): (Shard & { scheduler: string }) | undefined {
  const found = SCHEDULERS.find(({ index }) => environment[index] !== undefined)
  if (found === undefined) return undefined
  const { count: countName, first, index: indexName, name, remedy, step: stepName } = found
  const number = (variable: string): number => {
    const text = environment[variable]
    if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text)
    const what = text === undefined ? 'is not set' : `is ${JSON.stringify(text)}, no number`
    throw new InputError(
      `--shard auto: ${indexName} is that of a task of ${name}, but ${variable} ${what}${remedy === undefined ? '' : `; ${remedy}`}`,
    )
  }
  const count = number(countName)
  const step = stepName === undefined || environment[stepName] === undefined ? 1 : number(stepName)
  const index = (number(indexName) - first(number)) / step + 1
  if (Number.isInteger(index) && index >= 1 && index <= count) {
    return { index, count, scheduler: name }
  }
  throw new InputError(
    `--shard auto: ${indexName} is ${environment[indexName]} of ${count} tasks of ${name}: indices have gaps; name the shard with --shard i/n`,
  )
}
