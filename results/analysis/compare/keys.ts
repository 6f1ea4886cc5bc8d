/** What figures are filtered and laid out by. */

import { formatSize, InputError, MODES, nearest } from '../../../engines/contract/index.js'
import type { CellResult, Row } from '../../record/index.js'
import type { FigureOp } from '../relations/cell.js'

/** Names that filters and projections know, and what each is. */
export const KEYS = {
  engine: 'the id of an engine, as native/unmap-pages',
  shape: 'its call shape, as unmap-pages',
  tier: 'its tier, as native or linux-6.12',
  format: 'its page-table format, as arm-lpae-4k',
  cell: 'the id of a cell, as 64M@4K',
  size: 'bytes of one buffer, as 64K',
  layout: 'keep, free, block or mixed',
  mode: `${MODES.slice(0, -1).join(', ')} or ${MODES.at(-1)}`,
  workload: 'sweep, common-map, mix, rollback, cold or trace',
  op: 'map, unmap, mixed, or sum, which is map + unmap',
  run: 'the newer run, where there are several',
} as const
export type Key = keyof typeof KEYS

export const KEY_NAMES = Object.keys(KEYS) as Key[]

/** What is known of an engine, with a row of its own or not. */
type EngineFacts = Pick<Row, 'engine' | 'tier' | 'shape' | 'format'>

/** What an engine is: from its row, or where it was only counted, from its id: `TIER/SHAPE@FORMAT`. */
export function factsOf(engine: string, rows: readonly Row[]): EngineFacts {
  const row = rows.find((other) => other.engine === engine)
  if (row !== undefined) return row
  const [, tier = '', shape = '', format = ''] = /^([^/]*)\/([^@]*)@?(.*)$/.exec(engine) ?? []
  return { engine, tier, shape, format }
}

/** The values of all keys; empty where a cell has none, as the size of mixed buffers. */
export function keysOf(
  cell: CellResult,
  { engine, tier, shape, format }: EngineFacts,
  op: FigureOp,
  run: string,
): Record<Key, string> {
  return {
    engine,
    shape,
    tier,
    format,
    cell: cell.id,
    size: cell.bufferBytes === undefined ? '' : formatSize(cell.bufferBytes),
    layout: cell.layout ?? '',
    mode: cell.mode,
    workload: cell.workload,
    op,
    run,
  }
}

/** @throws InputError naming the value, the place and what there is. */
export function keyNamed(name: string, place: string): Key {
  const key = KEY_NAMES.find((known) => known === name)
  if (key !== undefined) return key
  throw new InputError(
    `${place}: no key is called ${name}${nearest(name, KEY_NAMES)}; there are ${KEY_NAMES.join(', ')}`,
  )
}

/**
 * Reads the keys of a projection: `cell,shape` or `cell shape`.
 *
 * @param option the option that they were given to, as `--row`.
 * @throws InputError for an unknown key, one that is there twice, and none at all.
 */
export function parseKeys(text: string, option: string): Key[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  if (names.length === 0) {
    throw new InputError(`${option} '${text}': names no key; there are ${KEY_NAMES.join(', ')}`)
  }
  const keys = names.map((name) => keyNamed(name, `${option} ${text}`))
  const twice = keys.find((key, at) => keys.indexOf(key) < at)
  if (twice !== undefined) throw new InputError(`${option} ${text}: ${twice} is there twice`)
  return keys
}
