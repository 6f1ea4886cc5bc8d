/** The smoke suite on a Slurm cluster in four shards, one of whose nodes is lost in the middle. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inTemporaryFolder, projectRoot } from '../../../engines/contract/index.js'
import { loadResult, type Result } from '../../../results/record/index.js'
import { startCommand } from './child.js'
import { Cluster, NODES, whyNoCluster } from './cluster.js'
import { isRound, journalLines, measuredForm } from './measured.js'
import { type SoakContext, SoakFailure, type SoakPart } from './part.js'

const SCRIPT = join('harness', 'deploy', 'slurm', 'run.sbatch')
const SHARDS = 4
/** The suite, and for each shard long enough that a node can be lost in the middle. */
const SUITE = ['--suite', 'smoke', '--no-instructions', '--time', '8']
/** Seconds until all is done. */
const PATIENCE = 600

export const slurmSoak: SoakPart = {
  name: 'slurm',
  summary: 'a run in shards on a Slurm cluster on this machine, one node lost in the middle',
  run: async (_, context) => {
    const absent = whyNoCluster()
    if (absent !== undefined) return `not run: ${absent}`
    return await inTemporaryFolder('unmap-bench-slurm-', async (folder) => {
      const cluster = new Cluster(folder)
      context.onStop(() => cluster.stop())
      try {
        return await runOn(cluster, join(folder, 'run'), context)
      } catch (error) {
        const message = error instanceof Error ? error.message : error
        throw new SoakFailure(`${message}\n${cluster.log()}`)
      } finally {
        cluster.stop()
      }
    })
  },
}

async function runOn(
  cluster: Cluster,
  run: string,
  { doing, stopping }: SoakContext,
): Promise<string | undefined> {
  doing('starting the cluster')
  if (!(await cluster.start())) throw new Error('the nodes did not become idle')
  const submit = (...args: string[]) =>
    cluster.ask('sbatch', '--parsable', `--chdir=${projectRoot()}`, '--output=/dev/null', ...args)
  const job = submit(`--array=1-${SHARDS}`, SCRIPT, run, ...SUITE)
  const merge = submit(`--dependency=afterany:${job}`, SCRIPT, run)

  const lost = await until(() => shardOn(cluster, job, run), progressOf('waiting for rounds'))
  if (lost === undefined) throw new Error(`no shard began on ${NODES[1]}`)
  const before = roundsOf(run, lost)
  cluster.kill(NODES[1])
  const done = await until(
    () => cluster.ask('squeue', '--noheader', `--jobs=${merge}`, '--states=all', '--format=%T'),
    progressOf(`node ${NODES[1]} is lost`),
    (state) => /COMPLETED|FAILED|CANCELLED|TIMEOUT/.test(state),
  )
  if (stopping()) return undefined
  if (done !== 'COMPLETED') throw new Error(`the merge is ${done ?? 'not done'}`)
  const after = roundsOf(run, lost)
  if (!after.startsWith(before) || after.length === before.length) {
    throw new Error(`shard ${lost} was not resumed`)
  }
  const about = cluster.ask('scontrol', '--oneliner', 'show', 'job', `${job}_${lost}`)
  if (!/ Restarts=[1-9]/.test(about)) throw new Error(`shard ${lost} was not started again`)
  doing('the same in one piece')
  const whole = join(run, 'whole')
  const { output, well } = await startCommand(['bench', ...SUITE, '--out', whole]).ended
  if (!well) throw new Error(output)
  const [merged, expected] = [join(run, 'merged'), whole].map((path) => formOf(loadResult(path)))
  if (merged !== expected)
    throw new Error(`merged shards are no whole run:\n${merged}\n${expected}`)
  return `${SHARDS} shards on 2 nodes, one lost with shard ${lost}, which was resumed: the merged run is whole, its counts are those of a run in one piece`

  function progressOf(what: string) {
    return { stopping, tick: () => doing(what) }
  }
}

/** The shard that has rounds, of the task that runs on the node that is to be lost. */
function shardOn(cluster: Cluster, job: string, run: string): string | undefined {
  const options = ['--noheader', `--jobs=${job}`, '--states=running', '--format=%N %K']
  const tasks = cluster.ask('squeue', ...options)
  const [, task] = new RegExp(`^${NODES[1]} (\\d+)$`, 'm').exec(tasks) ?? []
  return task !== undefined && roundsOf(run, task) !== '' ? task : undefined
}

/** The journal's whole lines; nothing before the first round. */
function roundsOf(run: string, shard: string): string {
  const lines = journalLines(join(run, `shard-${shard}`))
  return lines.some(isRound) ? lines.map((line) => `${line}\n`).join('') : ''
}

/** Asks again and again until there is an answer; `undefined` where there is none in time. */
async function until<T>(
  ask: () => T | undefined,
  { stopping, tick }: { stopping(): boolean; tick(): void },
  isAnswer: (answer: T) => boolean = () => true,
): Promise<T | undefined> {
  for (let second = 0; second < PATIENCE && !stopping(); second++) {
    tick()
    const answer = ask()
    if (answer !== undefined && isAnswer(answer)) return answer
    await wait(1000)
  }
  return undefined
}

/** What a merged run and one in one piece must have in common: everything but times and orders. */
function formOf({ cells, options, rows, run }: Result): string {
  return JSON.stringify({
    state: run.state,
    suite: options.suite,
    cells: options.cells,
    rows,
    measured: cells.map(({ ns, rounds, unsettled: _, ...cell }) => ({
      ...cell,
      ...measuredForm({ ...cell, ns, rounds }),
    })),
  })
}
