/** `npm run calibrate`: how often intervals and marks are right where the truth is known. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError, projectRoot } from '../../engines/index.js'
import { analyse, loadResult, writeFileAtomically } from '../../results/record/index.js'
import { EXIT_INTERRUPTED } from '../terminal/interruption.js'
import { EXIT, type Io } from '../terminal/io.js'
import { progressOn } from '../terminal/progress.js'
import { relativePath } from '../terminal/relative-path.js'
import { crossTalkText, readCrossTalk } from '../tools/calibrate/cross-talk/index.js'
import {
  calibrationOf,
  calibrationText,
  crossTalkFile,
  foundOf,
  isRight,
  isTrue,
  measureFamily,
  scoreShort,
  shortText,
} from '../tools/calibrate/index.js'
import { projectVersion } from '../version.js'
import type { CalibrateOptions } from './calibrate-options.js'
import {
  HANG_MS,
  interruptionOn,
  measureAll,
  prepare,
  type RunQuick,
} from './measure-calibration.js'

/** Of the short mode: as many as its time is good for where nothing else runs, and that time. */
const SHORT_GENERATIONS = 96
const SHORT_SECONDS = 100

/**
 * Measures, unless a calibration's runs are there, and scores.
 *
 * @returns the exit code: 1 where intervals or marks say what is not so.
 */
export async function calibrate(
  options: CalibrateOptions,
  quick: RunQuick,
  io: Io,
): Promise<number> {
  if (options.from !== undefined) return tell(options.from, options, io)
  if (options.short) return short(options, io)
  const { keep } = options
  if (keep !== undefined && existsSync(keep) && readdirSync(keep).length > 0) {
    throw new InputError(`--keep ${keep} is not empty; name a folder that is, or is not there`)
  }
  const runs = keep ?? mkdtempSync(join(tmpdir(), 'unmap-bench-calibrate-'))
  let kept = keep !== undefined
  try {
    if (await measureAll(runs, options, quick, io)) return tell(runs, options, io)
    if (existsSync(runs) && readdirSync(runs).length > 0) {
      kept = true
      io.stderr.write(
        `Stopped. What was measured is kept: npm run calibrate -- --from ${runs} scores it.\n`,
      )
    }
    return EXIT_INTERRUPTED
  } finally {
    if (!kept) rmSync(runs, { recursive: true, force: true })
  }
}

/** Prints what the runs came to and renews the pages. */
function tell(runs: string, { out }: CalibrateOptions, { stdout }: Io): number {
  const folder = out ?? join(projectRoot(), 'docs')
  const calibration = calibrationOf(runs, comparisonsOfReference)
  const pages = [{ name: 'calibration.md', text: calibrationText(calibration) }]
  if (existsSync(crossTalkFile(runs))) {
    pages.push({ name: 'cross-talk.md', text: crossTalkText(readCrossTalk(crossTalkFile(runs))) })
  }
  for (const { name, text } of pages) {
    const path = join(folder, name)
    writeFileAtomically(path, text)
    stdout.write(`${text}\nWritten to ${relativePath(path)}.\n\n`)
  }
  const { halves, repeats } = foundOf(calibration)
  const quiet = calibration.halves.findIndex(({ busy }) => busy === 0)
  return isTrue([...(halves[quiet] ?? []), ...repeats]) ? EXIT.ok : EXIT.failed
}

/** How many comparisons the reference run of quick makes. */
function comparisonsOfReference(): number {
  return analyse(loadResult(join(projectRoot(), 'results', 'reference'))).family.comparisons
}

async function short({ generations }: CalibrateOptions, io: Io): Promise<number> {
  const progress = progressOn(io.stderr)
  const interruption = interruptionOn(progress)
  interruption.listen()
  try {
    const measuring = await prepare(progress, interruption)
    const measured = await measureFamily(
      {
        ...measuring,
        seed: 1,
        generations: SHORT_GENERATIONS,
        timeSeconds: SHORT_SECONDS,
        hangMs: HANG_MS,
        version: projectVersion(),
      },
      progress,
      interruption,
    )
    progress.end()
    if (measured === undefined || interruption.requested) return EXIT_INTERRUPTED
    const score = scoreShort(measured, generations, comparisonsOfReference())
    io.stdout.write(shortText(score))
    return isRight(score) ? EXIT.ok : EXIT.failed
  } finally {
    interruption.stopListening()
  }
}
