/** How far tier ts is from bare loops, and tier native from plain C. */
import { formatSize, MIB } from '../../../engines/contract/index.js'
import { ABSENT_TIERS } from '../../../engines/index.js'
import { absentWords } from '../../../reports/phrases/index.js'
import { capital } from '../../../reports/text/index.js'
import { median } from '../../../results/analysis/stats/index.js'
import type { Op } from '../../../results/record/index.js'
import { sweepCell } from '../../../workloads/index.js'
import { lastAllowedCpu, pinMainThread } from '../../bench/machine/index.js'
import { spawn } from '../../processes/handle.js'
import type { Answer, Worker } from '../../processes/kind.js'
import { EXIT, type Io } from '../../terminal/io.js'
import { LIMITS, type Limits } from './protocol.js'
import { RIVALRIES } from './rivals.js'

type BareLoops = Answer<Limits, 'bareLoops'>

/** Fresh processes: the same code differs from one to the next. */
const GENERATIONS = 5
const ROUNDS = 60
const DEADLINE_MS = 120_000

/** More of them in one process would be slower each: call sites would see too many shapes. */
const SHAPES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'punt-range']

/** What tier ts promises of itself: time at most this many times the bare loop's. */
const PROMISED: Record<string, number> = { 'per-page': 40, 'map-unmap-pages': 4 }

/** @returns the exit code: 1 where a promise is not kept. */
export async function measureAndShowLimits({ stdout, stderr }: Io): Promise<number> {
  stderr.write('Timing 64 MiB of 4K pages beside bare loops, all in one process, five times ...\n')
  const generations: BareLoops[] = []
  for (let seed = 1; seed <= GENERATIONS; seed++) generations.push(await oneProcess(seed))

  const lines = ['time over the bare loop', row('', 'map', 'unmap', 'promised')]
  let kept = true
  for (const shape of SHAPES) {
    const map = ratiosOf(generations, shape, 'map')
    const unmap = ratiosOf(generations, shape, 'unmap')
    const promised = PROMISED[shape]
    if (promised !== undefined && Math.max(middle(map), middle(unmap)) > promised) kept = false
    const promise = promised === undefined ? '' : `at most ${promised} x`
    lines.push(row(shape, ratiosText(map), ratiosText(unmap), promise))
  }
  lines.push(`Medians of ${ROUNDS} rounds; the median of ${GENERATIONS} processes and their range.`)
  stdout.write(`${lines.join('\n')}\n`)
  const native = await nativeRivals(stderr)
  stdout.write(native.text)
  return kept && native.kept ? EXIT.ok : EXIT.failed
}

/** Tier native beside loops in C; why there is nothing, where it is absent. */
async function nativeRivals(stderr: Io['stderr']): Promise<{ text: string; kept: boolean }> {
  const [absent] = ABSENT_TIERS.filter(({ tier }) => tier === 'native')
  if (absent !== undefined) return { text: `\n${capital(absentWords(absent))}.\n`, kept: true }
  stderr.write('Timing tier native beside loops in C, each in five processes ...\n')
  const lines = ['', 'tier native: time over the same work in C without layers']
  lines.push(row('', 'map', 'unmap', 'promised'))
  let kept = true
  for (const rivalry of RIVALRIES) {
    const { against, bufferBytes, promised, shape } = rivalry
    const found: Array<Answer<Limits, 'rivals'>> = []
    for (let process = 0; process < GENERATIONS; process++) {
      found.push(await inProcess((worker) => worker.request('rivals', rivalry, DEADLINE_MS)))
    }
    const [map, unmap] = [found.map((ratios) => ratios.map), found.map((ratios) => ratios.unmap)]
    if (promised !== undefined && Math.max(middle(map), middle(unmap)) > promised) kept = false
    const promise = promised === undefined ? '' : `at most ${promised} x`
    const name = `${shape} / ${against}, ${formatSize(bufferBytes)}`
    lines.push(row(name, ratiosText(map, 2), ratiosText(unmap, 2), promise))
  }
  return { text: `${lines.join('\n')}\n`, kept }
}

/** Asks a fresh process, pinned as timing processes are. */
async function inProcess<T>(ask: (worker: Worker<Limits>) => Promise<T>): Promise<T> {
  const worker = spawn(LIMITS)
  const cpu = lastAllowedCpu()
  if (cpu !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, cpu)
  try {
    return await ask(worker)
  } finally {
    worker.stop()
  }
}

function oneProcess(seed: number): Promise<BareLoops> {
  const { compile, domain } = sweepCell({
    bufferBytes: 64 * MIB,
    pageSizes: ['4K'],
    alignment: 'aligned',
    mode: 'coherent-strict',
  })
  const request = { shapes: SHAPES, domain, tape: compile(1), rounds: ROUNDS, seed }
  return inProcess((worker) => worker.request('bareLoops', request, DEADLINE_MS))
}

/** One median a process. */
function ratiosOf(generations: readonly BareLoops[], name: string, op: Op): number[] {
  return generations.map((found) => middle(found[name]?.[op] ?? []))
}

function row(...cells: string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(at === 0 ? 34 : 24))
    .join('')
    .trimEnd()
}

function ratiosText(ratios: readonly number[], digits = 1): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  const [estimate, low, high] = [middle(ratios), least, most].map((ratio) => ratio.toFixed(digits))
  return `${estimate} x [${low}, ${high}]`
}

function middle(ratios: readonly number[]): number {
  return median(ratios) ?? Number.NaN
}
