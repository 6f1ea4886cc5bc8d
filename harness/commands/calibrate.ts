/** `npm run calibrate`: how often a run's intervals hold a truth that is known. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { BASELINE_SHAPE, projectRoot } from '../../engines/index.js'
import { type Analysis, analyse, loadResult, type Machine } from '../../results/index.js'
import { writeFileAtomically } from '../../results/write.js'
import {
  agreementOf,
  type Calibration,
  calibrationText,
  type Half,
  keepBusy,
  measureFamily,
  promisesOf,
  scoreFamily,
} from '../calibrate/index.js'
import { probeMachine } from '../probe/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../run/interruption.js'
import { type Progress, progressOn } from '../run/progress.js'
import type { SelectedEngine } from '../run/rows.js'
import { projectVersion } from '../version.js'
import { EXIT, type Io } from './io.js'
import { parseOptions } from './parse-options.js'
import { relativePath } from './relative-path.js'
import { selectEngines } from './select-engines.js'

const whole = (least: number) =>
  z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(least, `is below ${least}`)

const calibrateOptionsSchema = z.object({
  families: whole(1),
  busyFamilies: whole(0),
  time: z.coerce.number({ error: 'is not a number of seconds' }).positive('is not above 0'),
  busy: whole(1),
  repeats: whole(0),
  out: z.string().optional(),
})
export type CalibrateOptions = z.infer<typeof calibrateOptionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseCalibrateOptions(raw: Record<string, unknown>): CalibrateOptions {
  return parseOptions(calibrateOptionsSchema, raw)
}

const HANG_MS = 30_000
const GENERATIONS = 6
const PRECISION = 0.02

/**
 * @param repeat runs the quick suite into this folder and returns the exit code.
 * @returns the exit code: 1 where a promise is not kept on a quiet machine.
 */
export async function calibrate(
  options: CalibrateOptions,
  repeat: (out: string) => Promise<number>,
  { stdout, stderr }: Io,
): Promise<number> {
  const engines = await selectEngines({ timed: [BASELINE_SHAPE], counted: [] }, HANG_MS)
  const engine = engines.find(({ part }) => part === 'baseline')
  if (engine === undefined) throw new Error('there is no baseline')
  const progress = progressOn(stderr)
  const interruption = new Interruption(
    () => progress.note('Stopping after this round; Ctrl-C again stops at once.'),
    () => process.exit(EXIT_INTERRUPTED),
  )
  const machine = await probeMachine()
  const measuring: Measuring = { engine, machine, options, progress, interruption }
  interruption.listen()
  const halves: Half[] = []
  try {
    halves.push(await measureHalf(measuring, 0, options.families))
    if (options.busyFamilies > 0 && !interruption.requested) {
      halves.push(await measureHalf(measuring, options.busy, options.busyFamilies))
    }
  } finally {
    interruption.stopListening()
  }
  progress.end()
  if (interruption.requested) return EXIT_INTERRUPTED
  const agreement = await agree(options.repeats, repeat)
  const calibration: Calibration = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${machine.cpu}, ${machine.cores} CPUs, ${machine.virtualised === 'none' ? 'bare metal' : machine.virtualised}, ${machine.kernel.split(' ').slice(0, 2).join(' ')}, Node ${machine.node}; engine ${engine.description.id}`,
    version: projectVersion(),
    timeSeconds: options.time,
    halves,
    ...(agreement && { agreement }),
  }
  const text = calibrationText(calibration)
  const path = options.out ?? join(projectRoot(), 'docs', 'calibration.md')
  writeFileAtomically(path, text)
  stdout.write(`${text}\nWritten to ${relativePath(path)}.\n`)
  return promisesOf(halves[0]).every(({ kept }) => kept) ? EXIT.ok : EXIT.failed
}

interface Measuring {
  engine: SelectedEngine
  machine: Machine
  options: CalibrateOptions
  progress: Progress
  interruption: Interruption
}

async function measureHalf(
  { engine, interruption, machine, options, progress }: Measuring,
  busy: number,
  families: number,
): Promise<Half> {
  const stop = keepBusy(busy)
  const half: Half = { busy, families: [] }
  try {
    for (let at = 0; at < families && !interruption.requested; at++) {
      const result = await measureFamily(
        {
          engine,
          machine,
          seed: at + 1,
          timeSeconds: options.time,
          generations: GENERATIONS,
          precision: PRECISION,
          hangMs: HANG_MS,
          version: projectVersion(),
        },
        progress,
        interruption,
      )
      if (result === undefined || result.run.state !== 'complete') break
      const score = scoreFamily(result, analyse(result).clock.used)
      half.families.push(score)
      progress.note(
        `family ${at + 1} of ${families}${busy > 0 ? `, ${busy} busy processes beside` : ''}: ${score.adjusted} of ${score.nulls} nulls called different, ${score.unadjusted} unadjusted`,
      )
    }
  } finally {
    stop()
  }
  return half
}

async function agree(
  repeats: number,
  repeat: (out: string) => Promise<number>,
): Promise<Calibration['agreement']> {
  if (repeats < 2) return undefined
  const scratch = mkdtempSync(join(tmpdir(), 'unmap-bench-repeats-'))
  try {
    const analyses: Analysis[] = []
    for (let at = 0; at < repeats; at++) {
      const out = join(scratch, String(at))
      await repeat(out)
      analyses.push(analyse(loadResult(out)))
    }
    return agreementOf(analyses)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
