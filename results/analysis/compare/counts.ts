/** What two runs counted: exactly, so that any change is news. */

import { COUNTER_NAMES, type Counts, groupBy } from '../../../engines/contract/index.js'
import type { CellResult, Op } from '../../record/index.js'
import type {
  ComparedCounts,
  ComparedPlace,
  CountChange,
  CountsVerdict,
  LostEngine,
} from './types.js'

/** What one engine counted for one direction of a cell, in both runs. */
export interface CountedTwice extends ComparedPlace {
  old: { counts: Counts; operations: number }
  new: { counts: Counts; operations: number }
}

/** One engine in one cell and direction of both runs. */
export interface CountedPlace {
  old: CellResult
  now: CellResult
  /** The engine's ids in the newer run and in the older. */
  engine: string
  oldEngine: string
  op: Op
}

/** Both runs' counts of an engine; `undefined` where one of them did not count it. */
export function countedTwice({
  engine,
  now,
  old,
  oldEngine,
  op,
}: CountedPlace): CountedTwice | undefined {
  const before = sideOf(old, oldEngine, op)
  const after = sideOf(now, engine, op)
  if (before === undefined || after === undefined) return undefined
  return { cell: now.id, engine, op, old: before, new: after }
}

function sideOf(cell: CellResult, engine: string, op: Op): CountedTwice['old'] | undefined {
  const counts = cell.counts[engine]?.[op]
  return counts && Object.keys(counts).length > 0
    ? { counts, operations: cell.operations[op] ?? 1 }
    : undefined
}

/** Every counter that is not what it was, and those that one run alone has. */
export function compareCounts(
  pairs: readonly CountedTwice[],
  lost: ComparedCounts['lost'],
): ComparedCounts {
  const places = new Map<string, ComparedCounts['oneSided'][number]>()
  for (const { old, new: now } of pairs) {
    for (const counter of COUNTER_NAMES) {
      const had = old.counts[counter] !== undefined
      if (had === (now.counts[counter] !== undefined)) continue
      const only = had ? 'old' : 'new'
      const place = places.get(`${counter} ${only}`) ?? { counter, only, places: 0 }
      place.places++
      places.set(`${counter} ${only}`, place)
    }
  }
  return {
    compared: pairs.length,
    places: placesOf(pairs),
    changed: pairs.flatMap(changesOf),
    oneSided: [...places.values()],
    lost,
  }
}

/** Where something was compared, and no more of it. */
export function placesOf(pairs: readonly ComparedPlace[]): ComparedPlace[] {
  return pairs.map(({ cell, engine, op }) => ({ cell, engine, op }))
}

/** Places that the old run alone counted, by engine. */
export function lostOf(
  places: ReadonlyArray<{ cell: Pick<CellResult, 'id'>; engine: string }>,
): LostEngine[] {
  return [...groupBy(places, ({ engine }) => engine)].map(([engine, own]) => ({
    engine,
    cells: [...new Set(own.map(({ cell }) => cell.id))],
  }))
}

/** Whether an engine's work by count changed, over all directions of a figure. */
export function countsVerdict(pairs: ReadonlyArray<CountedTwice | undefined>): CountsVerdict {
  const known = pairs.filter((pair) => pair !== undefined)
  if (known.some((pair) => changesOf(pair).length > 0)) return 'changed'
  return known.length === pairs.length && known.length > 0 ? 'same' : 'unknown'
}

function changesOf({ cell, engine, op, old, new: now }: CountedTwice): CountChange[] {
  return COUNTER_NAMES.flatMap((counter) => {
    const before = old.counts[counter]
    const after = now.counts[counter]
    if (before === undefined || after === undefined) return []
    // By cross-multiplication, without a rounding: tapes of different lengths count per operation.
    const was = BigInt(before) * BigInt(now.operations)
    const is = BigInt(after) * BigInt(old.operations)
    if (was === is) return []
    return [
      {
        cell,
        engine,
        op,
        counter,
        old: { count: before, operations: old.operations },
        new: { count: after, operations: now.operations },
        more: is > was,
      },
    ]
  })
}
