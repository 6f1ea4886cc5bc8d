/** `npm run limits`: how far tier ts is from bare loops in JavaScript. */
import { MIB } from '../../engines/contract/index.js'
import { median, type Op } from '../../results/index.js'
import { sweepCell } from '../../workloads/index.js'
import { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import { EXIT, type Io } from './io.js'

/** Fresh processes: the same code differs from one to the next. */
const GENERATIONS = 5
const ROUNDS = 60
const CYCLES = 3
const DEADLINE_MS = 120_000

/** More of them in one process would be slower each: call sites would see too many shapes. */
const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt-range']

/** What tier ts promises of itself: time at most this many times the bare loop's. */
const PROMISED: Record<string, number> = { 'per-page': 40, 'map-unmap-pages': 4 }

/** @returns the exit code: 1 where a promise is not kept. */
export async function limits({ stdout, stderr }: Io): Promise<number> {
  stderr.write('Timing 64 MiB of 4K pages beside bare loops, all in one process, five times ...\n')
  const generations: Answer<'limits'>[] = []
  for (let seed = 1; seed <= GENERATIONS; seed++) generations.push(await oneProcess(seed))

  const lines = ['time over the bare loop', row('', 'map', 'unmap', 'promised')]
  let kept = true
  for (const shape of SHAPES) {
    const map = ratiosOf(generations, shape, 'map')
    const unmap = ratiosOf(generations, shape, 'unmap')
    const promised = PROMISED[shape]
    if (promised !== undefined && Math.max(middle(map), middle(unmap)) > promised) kept = false
    const promise = promised === undefined ? '' : `at most ${promised} x`
    lines.push(row(shape, told(map), told(unmap), promise))
  }
  lines.push(`Medians of ${ROUNDS} rounds; the median of ${GENERATIONS} processes and their range.`)
  stdout.write(`${lines.join('\n')}\n`)
  return kept ? EXIT.ok : EXIT.failed
}

async function oneProcess(seed: number): Promise<Answer<'limits'>> {
  const { compile, domain } = sweepCell({
    bufferBytes: 64 * MIB,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  })
  const worker = new WorkerHandle('timing')
  try {
    return await worker.request(
      {
        type: 'limits',
        shapes: SHAPES,
        domain,
        tape: compile(1),
        rounds: ROUNDS,
        cycles: CYCLES,
        seed,
      },
      DEADLINE_MS,
    )
  } finally {
    worker.stop()
  }
}

/** One median a process. */
function ratiosOf(generations: readonly Answer<'limits'>[], name: string, op: Op): number[] {
  return generations.map((found) =>
    middle(found.find(({ shape }) => shape === name)?.ratios[op] ?? []),
  )
}

function row(...cells: string[]): string {
  return cells
    .map((cell) => cell.padEnd(24))
    .join('')
    .trimEnd()
}

function told(ratios: readonly number[]): string {
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)]
  return `${middle(ratios).toFixed(1)} x [${low.toFixed(1)}, ${high.toFixed(1)}]`
}

function middle(ratios: readonly number[]): number {
  return median(ratios) ?? Number.NaN
}
