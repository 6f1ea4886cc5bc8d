/** What a merged result says beside its cells. */
import type { Machine, MachineState, MeasuredLimit, Merged, Result, Row } from '../record/index.js'
import { type Kept, unlike } from './shards.js'

/** @param shards in their order; the first speaks for what all of them agree in. */
export function headOf(shards: readonly Kept[], cells: string[]): Omit<Result, 'cells'> {
  const [first] = shards
  if (first === undefined) throw new RangeError('there are no shards to merge')
  const { merged: _, shard: __, ...head } = first.result
  const all = shards.map(({ result }) => result)
  const limits = limitsOf(all)
  const counted = all.find(({ instructions }) => instructions?.counted === true)?.instructions
  return {
    ...head,
    run: runOf(all),
    options: {
      ...head.options,
      cells,
      timeSeconds: sum(all.map(({ options }) => options.timeSeconds)),
      arguments: withoutShard(head.options.arguments),
    },
    clock: { ...head.clock, stepNs: Math.max(...all.map(({ clock }) => clock.stepNs)) },
    machine: machineOf(
      first.result.machine,
      all.map(({ machine }) => machine),
    ),
    ...(limits.length > 0 && { limits }),
    ...(counted && { instructions: counted }),
    rows: rowsOf(all),
    merged: mergedOf(first, shards),
  }
}

type Head = Kept['result']

/** From the first that began to the last that ended; what disturbed one of them disturbed the run. */
function runOf(all: readonly Head[]): Result['run'] {
  const runs = all.map(({ run }) => run)
  const gates = runs.flatMap(({ gate }) => gate ?? [])
  const shares = runs.flatMap(({ bookkeepingShare }) => bookkeepingShare ?? [])
  const moves = runs.flatMap(({ migrations }) => migrations ?? [])
  return {
    startedAt: runs.map(({ startedAt }) => startedAt).reduce((a, b) => (a < b ? a : b)),
    finishedAt: runs.map(({ finishedAt }) => finishedAt).reduce((a, b) => (a > b ? a : b)),
    state: runs.every(({ state }) => state === 'complete') ? 'complete' : 'interrupted',
    ...(gates.length > 0 && {
      gate: {
        passed: sum(gates.map((one) => one.passed)),
        kept: sum(gates.map((one) => one.kept)),
      },
    }),
    ...(runs.some(({ notAlone }) => notAlone) && { notAlone: true as const }),
    ...(moves.length > 0 && { migrations: sum(moves) }),
    ...(shares.length > 0 && { bookkeepingShare: Math.max(...shares) }),
  }
}

/** The first, as busy as the busiest was; its name and CPU only where they are those of all. */
function machineOf(
  { after: _, host, pinnedCpu, ...rest }: Machine,
  machines: readonly Machine[],
): Machine {
  const after = machines.flatMap((one) => one.after ?? [])
  return {
    ...rest,
    ...(host !== undefined && machines.every((one) => one.host === host) && { host }),
    ...(pinnedCpu !== undefined &&
      machines.every((one) => one.pinnedCpu === pinnedCpu) && { pinnedCpu }),
    before: busiest(machines.map(({ before }) => before)),
    ...(after.length > 0 && { after: busiest(after) }),
  }
}

/** Counters since a machine's start are its own: they stay with each shard. */
function busiest(states: readonly MachineState[]): MachineState {
  const { busyCpus, load } = states.reduce((a, b) => (b.busyCpus > a.busyCpus ? b : a))
  return { busyCpus, load }
}

/** What was measured beside the rows, of each thing the least: it is what no engine can do without. */
function limitsOf(all: readonly Head[]): MeasuredLimit[] {
  const least = new Map<string, MeasuredLimit>()
  for (const limit of all.flatMap(({ limits = [] }) => limits)) {
    const { cpuNs: _, ns, ...of } = limit
    const key = JSON.stringify(of)
    if (ns < (least.get(key)?.ns ?? Number.POSITIVE_INFINITY)) least.set(key, limit)
  }
  return [...least.values()]
}

/** A row that failed in one shard failed. */
function rowsOf(all: readonly Head[]): Row[] {
  const rows = new Map<string, Row>()
  for (const row of all.flatMap((one) => one.rows)) {
    const known = rows.get(row.id)
    if (known === undefined || known.failure === undefined) rows.set(row.id, row)
  }
  return [...rows.values()]
}

function mergedOf(first: Kept, shards: readonly Kept[]): Merged {
  const there = new Set(shards.map(({ result }) => result.shard.index))
  const mixed = new Set(shards.flatMap(({ result }) => unlike(first, result)))
  return {
    shards: shards.map(({ result: { machine, run, shard } }) => ({
      index: shard.index,
      cells: shard.places.length,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      machine,
    })),
    missing: first.result.shard.cells
      .map((cells, at) => ({ index: at + 1, cells }))
      .filter(({ cells, index }) => cells > 0 && !there.has(index)),
    ...(mixed.size > 0 && { mixed: [...mixed] }),
  }
}

/** Arguments that make the whole run. */
function withoutShard(args: readonly string[]): string[] {
  return args.filter(
    (arg, at) => arg !== '--shard' && !arg.startsWith('--shard=') && args[at - 1] !== '--shard',
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
