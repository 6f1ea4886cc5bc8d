/** `npm run limits`: how far tiers ts and native are from bare loops, and what the machine itself takes. */

import { formatSize, KIB, MIB } from '../../engines/contract/index.js'
import { absentWords, limitTable } from '../../reports/phrases/index.js'
import { capital } from '../../reports/text/index.js'
import { median, type Op } from '../../results/record/index.js'
import { sweepCell } from '../../workloads/index.js'
import {
  measureMachine,
  measureRivals,
  planLimits,
  RIVALRIES,
  type RivalRatios,
} from '../bench/limits/index.js'
import { lastAllowedCpu } from '../bench/machine/index.js'
import { absentTiers } from '../bench/run/tiers.js'
import { WorkerHandle } from '../bench/worker/handle.js'
import type { Answer } from '../bench/worker/protocol.js'
import { EXIT, type Io } from '../terminal/io.js'

/** Fresh processes: the same code differs from one to the next. */
const GENERATIONS = 5
const ROUNDS = 60
const DEADLINE_MS = 120_000

/** Buffers on the tape whose floor is told: long enough for a clock. */
const TAPE_BUFFERS = 1024

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
  const native = await nativeRivals(stderr)
  stdout.write(native.text)
  stdout.write(await machineLimits())
  return kept && native.kept ? EXIT.ok : EXIT.failed
}

/** Tier native beside loops in C; nothing where it is absent, which `machineLimits` tells. */
async function nativeRivals(stderr: Io['stderr']): Promise<{ text: string; kept: boolean }> {
  if (absentTiers().some(({ tier }) => tier === 'native')) return { text: '', kept: true }
  stderr.write('Timing tier native beside loops in C, each in five processes ...\n')
  const lines = ['', 'tier native: time over the same work in C without layers']
  lines.push(row('', 'map', 'unmap', 'promised'))
  let kept = true
  for (const rivalry of RIVALRIES) {
    const { against, bufferBytes, promised, shape } = rivalry
    const found: RivalRatios[] = []
    for (let process = 0; process < GENERATIONS; process++) {
      found.push(await measureRivals(rivalry, lastAllowedCpu()))
    }
    const [map, unmap] = [found.map((ratios) => ratios.map), found.map((ratios) => ratios.unmap)]
    if (promised !== undefined && Math.max(middle(map), middle(unmap)) > promised) kept = false
    const promise = promised === undefined ? '' : `at most ${promised} x`
    const name = `${shape} / ${against}, ${formatSize(bufferBytes)}`
    lines.push(row(name, told(map, 2), told(unmap, 2), promise))
  }
  return { text: `${lines.join('\n')}\n`, kept }
}

/** What was measured of the machine, a line each; why there is nothing, where tier native is absent. */
async function machineLimits(): Promise<string> {
  const [absent] = absentTiers().filter(({ tier }) => tier === 'native')
  if (absent !== undefined) return `\n${capital(absentWords(absent))}.\n`
  const sizes = [2 * MIB, 64 * MIB].map((bufferBytes) => sweptCell(bufferBytes))
  const small = sweptCell(64 * KIB)
  const plan = planLimits([
    ...sizes.map((cell) => ({ cell, tape: cell.compile(1) })),
    { cell: small, tape: small.compile(TAPE_BUFFERS) },
  ])
  const limits = plan === undefined ? [] : await measureMachine(plan, lastAllowedCpu())
  const { rows } = limitTable(limits)
  const width = Math.max(...rows.map(([item = '']) => item.length))
  return [
    '',
    'what the machine itself takes, in C',
    ...rows.map(
      ([item = '', memory = '', time = '']) =>
        `${item.padEnd(width)}  ${memory.padStart(6)}  ${time.padStart(8)}`,
    ),
    '',
  ].join('\n')
}

function sweptCell(bufferBytes: number) {
  return sweepCell({
    bufferBytes,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  })
}

async function oneProcess(seed: number): Promise<Answer<'limits'>> {
  const { compile, domain } = sweptCell(64 * MIB)
  const worker = new WorkerHandle('timing')
  try {
    return await worker.request(
      {
        type: 'limits',
        shapes: SHAPES,
        domain,
        tape: compile(1),
        rounds: ROUNDS,
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
    .map((cell, at) => cell.padEnd(at === 0 ? 34 : 24))
    .join('')
    .trimEnd()
}

function told(ratios: readonly number[], digits = 1): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  const [estimate, low, high] = [middle(ratios), least, most].map((ratio) => ratio.toFixed(digits))
  return `${estimate} x [${low}, ${high}]`
}

function middle(ratios: readonly number[]): number {
  return median(ratios) ?? Number.NaN
}
