/** `npm run bench -- --shard i/n`: which of a suite's cells are measured here. */
import { plural } from '../../../reports/text/index.js'
import type { Cell, Suite } from '../../../workloads/index.js'
import type { Begun } from '../../bench/record/resume.js'
import {
  type Part,
  parseShard,
  partOf,
  SCHEDULER_NAMES,
  type Shard,
  shardOfScheduler,
} from '../../bench/shard/index.js'
import type { Io } from '../../terminal/io.js'
import type { BenchOptions } from './options.js'

/**
 * The part of a run that is measured here, which may have no cells: all of it where no shard was asked
 * for, or where no scheduler names one.
 *
 * @param stopped the run that is resumed: its shard is what it was.
 * @throws InputError for a shard that is none.
 */
export function partOfRun(
  cells: Cell[],
  { engine, seed, shard: asked }: Pick<BenchOptions, 'engine' | 'seed' | 'shard'>,
  suite: Suite,
  { stderr }: Pick<Io, 'stderr'>,
  stopped?: Begun,
): Omit<Part, 'shard'> & Partial<Pick<Part, 'shard'>> {
  const shard = stopped ? shardOf(stopped) : asked && findShard(asked, stderr)
  if (!shard) return { cells, share: 1 }
  const engines = engine.length > 0 ? engine : suite.engines
  const part = partOf({ suite: suite.name, cells, engines, seed }, shard)
  const name = `Shard ${shard.index} of ${shard.count}`
  stderr.write(
    part.cells.length === 0
      ? `${name} has nothing to do: the run has ${plural(cells.length, 'cell')}.\n`
      : `${name}: ${part.cells.length} of ${plural(cells.length, 'cell')}.\n`,
  )
  return part
}

function shardOf({ header: { shard } }: Begun): Shard | undefined {
  return shard && { index: shard.index, count: shard.cells.length }
}

/**
 * What `--shard` names; none where it is to ask a scheduler and there is none, which is said.
 *
 * @throws InputError for a shard that is none.
 */
export function findShard(asked: string, stderr: Io['stderr']): Shard | undefined {
  if (asked !== 'auto') return parseShard(asked)
  const found = shardOfScheduler(process.env)
  stderr.write(
    found === undefined
      ? `--shard auto: this is no task of ${SCHEDULER_NAMES.join(', ')}: everything is measured here.\n`
      : `--shard auto: task ${found.index} of ${found.count} of ${found.scheduler}.\n`,
  )
  return found
}
