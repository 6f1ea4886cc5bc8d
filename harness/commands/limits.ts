/** `npm run limits`: how far tier ts is from bare loops in JavaScript. */
import { MIB } from '../../engines/contract/index.js'
import { quantile } from '../../results/index.js'
import { sweepCell } from '../../workloads/index.js'
import { WorkerHandle } from '../worker/handle.js'
import { EXIT, type Io } from './io.js'

const ROUNDS = 60
const CYCLES = 5
const SEED = 1
const DEADLINE_MS = 120_000

/** What tier ts promises of itself: time at most this many times the bare loop's. */
const PROMISED: Record<string, number> = { 'ts/per-page': 40, 'ts/map-unmap-pages': 4 }

/** @returns the exit code: 1 where a promise is not kept. */
export async function limits({ stdout, stderr }: Io): Promise<number> {
  const cell = sweepCell({
    bufferBytes: 64 * MIB,
    pageSizes: ['4K'],
    paddrOffset: 0,
    mode: 'coherent-strict',
  })
  stderr.write('Timing 64 MiB of 4K pages beside bare loops, in one process ...\n')
  const worker = new WorkerHandle('timing')
  try {
    const found = await worker.request(
      {
        type: 'limits',
        domain: cell.domain,
        tape: cell.compile(1),
        rounds: ROUNDS,
        cycles: CYCLES,
        seed: SEED,
      },
      DEADLINE_MS,
    )
    const lines: string[] = ['time over the bare loop', row('', 'map', 'unmap', 'promised')]
    let kept = true
    for (const { engine, ratios } of found) {
      const map = ratios.map ?? []
      const unmap = ratios.unmap ?? []
      const promised = PROMISED[engine]
      if (promised !== undefined && Math.max(middle(map), middle(unmap)) > promised) kept = false
      lines.push(
        row(engine, told(map), told(unmap), promised === undefined ? '' : `at most ${promised} x`),
      )
    }
    lines.push(`Medians of ${ROUNDS} rounds, and the middle half of the rounds.`)
    stdout.write(`${lines.join('\n')}\n`)
    return kept ? EXIT.ok : EXIT.failed
  } finally {
    worker.stop()
  }
}

function row(...cells: string[]): string {
  return cells
    .map((cell) => cell.padEnd(24))
    .join('')
    .trimEnd()
}

function told(ratios: readonly number[]): string {
  const [low, mid, high] = [0.25, 0.5, 0.75].map((p) => (quantile(ratios, p) ?? 0).toFixed(1))
  return `${mid} x [${low}, ${high}]`
}

function middle(ratios: readonly number[]): number {
  return quantile(ratios, 0.5) ?? Number.NaN
}
