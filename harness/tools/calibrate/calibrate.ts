/** How often intervals and marks are right where the truth is known. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError, projectRoot } from '../../../engines/contract/index.js'
import { analyse } from '../../../results/analysis/index.js'
import { loadResult, writeFileAtomically } from '../../../results/record/index.js'
import { EXIT_INTERRUPTED } from '../../terminal/interruption.js'
import { EXIT, type Io } from '../../terminal/io.js'
import { progressOn } from '../../terminal/progress.js'
import { relativePath } from '../../terminal/relative-path.js'
import { crossTalkText, readCrossTalk } from './cross-talk/index.js'
import { measureFamily } from './family.js'
import { interruptionOn, measureAll, prepare, type RunQuick } from './measure-all.js'
import type { CalibrateOptions } from './options.js'
import { isTrue } from './promises.js'
import { calibrationOf, crossTalkFile } from './runs.js'
import { isRight, scoreShort, shortText } from './short.js'
import { calibrationText, foundOf } from './text.js'

/** Of the short mode: as many as its time is good for where nothing else runs, and that time. */
const SHORT_GENERATIONS = 96
const SHORT_SECONDS = 100

/**
 * Measures, unless runs to score are named, and scores.
 *
 * @returns the exit code: 1 where intervals or marks say what is not so.
 */
export async function calibrate(
  options: CalibrateOptions,
  quick: RunQuick,
  io: Io,
): Promise<number> {
  if (options.from !== undefined) return score(options.from, options, io)
  if (options.short) return short(options, io)
  const { keep } = options
  if (keep !== undefined && existsSync(keep) && readdirSync(keep).length > 0) {
    throw new InputError(`--keep ${keep} is not empty; name a new or an empty folder`)
  }
  const runs = keep ?? mkdtempSync(join(tmpdir(), 'unmap-bench-calibrate-'))
  let saved = keep !== undefined
  try {
    if (await measureAll(runs, options, quick, io)) return score(runs, options, io)
    if (existsSync(runs) && readdirSync(runs).length > 0) {
      saved = true
      io.stderr.write(
        `Stopped. What was measured is saved: npm run calibrate -- --from ${runs} scores it.\n`,
      )
    }
    return EXIT_INTERRUPTED
  } finally {
    if (!saved) rmSync(runs, { recursive: true, force: true })
  }
}

/** Prints the scores of runs and writes the pages. */
function score(runs: string, { out }: CalibrateOptions, { stdout }: Io): number {
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
    const measuring = { ...(await prepare(progress)), progress, interruption }
    const measured = await measureFamily(measuring, {
      seed: 1,
      generations: SHORT_GENERATIONS,
      timeSeconds: SHORT_SECONDS,
    })
    progress.end()
    if (measured === undefined || interruption.requested) return EXIT_INTERRUPTED
    const score = scoreShort(measured, generations, comparisonsOfReference())
    io.stdout.write(shortText(score))
    return isRight(score) ? EXIT.ok : EXIT.failed
  } finally {
    interruption.stopListening()
  }
}
