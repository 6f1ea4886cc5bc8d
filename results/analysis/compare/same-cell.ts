/** Whether two runs' cells of one id are the same work. */
import { type CellResult, segmentsIn } from '../../record/index.js'

/** Fields of a cell that make it what it is; its layout is computed, and may change. */
const FACTS = [
  'workload',
  'mode',
  'bufferBytes',
  'alignment',
  'segments',
  'failing',
  'cold',
  'pgsizeBitmap',
  'ops',
] as const satisfies ReadonlyArray<keyof CellResult>

/** Why two cells of one id cannot be compared; `undefined` where they can. */
export function unlike(older: CellResult, newer: CellResult): string | undefined {
  const [old, now] = [older, newer].map((cell) => ({ ...cell, segments: segmentsIn(cell) }))
  for (const fact of FACTS) {
    const [before, after] = [textOf(old[fact]), textOf(now[fact])]
    if (before !== after) return `another cell of the same id: ${fact} was ${before}, is ${after}`
  }
  for (const op of old.ops) {
    const before = bytesEach(old, op)
    const after = bytesEach(now, op)
    if (before !== after) {
      return `another cell of the same id: ${op} was of ${before} bytes an operation, is of ${after}`
    }
  }
  return undefined
}

function textOf(value: CellResult[(typeof FACTS)[number]]): string {
  return value === undefined
    ? 'not recorded'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
}

/** Tapes may differ in length, as machines do in speed; their buffers may not. */
function bytesEach({ bytes, operations }: CellResult, op: CellResult['ops'][number]): number {
  return (bytes[op] ?? 0) / (operations[op] ?? 1)
}
