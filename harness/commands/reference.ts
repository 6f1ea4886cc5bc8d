/** `npm run reference`: makes the run that README quotes, and puts its figures and pictures there. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError, projectRoot } from '../../engines/contract/index.js'
import { type QuotedRun, readmeBlock, withBlock, writeReports } from '../../reports/index.js'
import {
  type Analysis,
  analyse,
  BUSY_CPUS,
  loadResult,
  RESULT_FILE,
  runFolder,
} from '../../results/index.js'
import { findRun } from '../../results/runs/index.js'
import { writeFileAtomically } from '../../results/write.js'
import { EXIT, type Io } from '../command-line/io.js'
import { relativePath } from '../command-line/relative-path.js'
import { probeLoad } from '../probe/index.js'

/** Where the run that the project quotes is kept. */
export function referenceFolder(run: QuotedRun = 'quick'): string {
  return join(projectRoot(), 'results', run === 'quick' ? 'reference' : 'reference-kernel')
}

export interface ReferenceOptions {
  /** A run's folder that is taken instead of measuring. */
  from?: string
  /** Kernel trees: what `measure` runs is their own code. */
  kernel?: string[]
  /** Measures although others keep the machine busy. */
  force?: boolean
}

/**
 * Measures the quick suite, or takes a run that is there, and renews results/reference and README.
 *
 * @param measure runs the quick suite into this folder and returns the exit code.
 * @returns the exit code.
 * @throws InputError where the machine is busy, or the run is not whole
 */
export async function reference(
  { from, force }: ReferenceOptions,
  measure: (out: string) => Promise<number>,
  { stdout }: Io,
): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'unmap-bench-reference-'))
  try {
    let run = from === undefined ? undefined : findRun(join(projectRoot(), 'results'), from)
    if (run === undefined) {
      if (force !== true) await requireIdle()
      run = join(scratch, 'run')
      const code = await measure(run)
      if (code !== EXIT.ok) return code
    }
    const analysis = analyse(loadResult(run))
    requireWhole(analysis, run)
    const quoted = quotedRunOf(analysis)
    const made = join(scratch, 'reports')
    await writeReports(analysis, made)
    replaceReference(run, made, referenceFolder(quoted))
    const readme = join(projectRoot(), 'README.md')
    writeFileAtomically(
      readme,
      withBlock(readFileSync(readme, 'utf8'), readmeBlock(analysis, quoted), quoted),
    )
    stdout.write(`Renewed ${relativePath(referenceFolder(quoted))} and ${relativePath(readme)}.\n`)
    return EXIT.ok
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function requireIdle(): Promise<void> {
  const { busyCpus } = await probeLoad()
  if (busyCpus <= BUSY_CPUS) return
  throw new InputError(
    `other programs keep ${busyCpus.toFixed(2)} CPUs busy: a run that is quoted needs an idle machine; stop them, or use --force`,
  )
}

function requireWhole({ run, rows }: Analysis, folder: string): void {
  if (run.state !== 'complete') throw new InputError(`${folder}: the run was ${run.state}`)
  const failed = rows.find(({ failure }) => failure !== undefined)
  if (failed !== undefined) throw new InputError(`${folder}: row ${failed.id} failed`)
}

/** By whose code it timed and not by the options: a run given with `--from` must not take the other's place. */
function quotedRunOf({ tiers }: Analysis): QuotedRun {
  return Object.values(tiers).some(({ source }) => source !== undefined) ? 'kernel' : 'quick'
}

/** The page itself stays out: the result makes it again, and it is large. */
function replaceReference(run: string, reports: string, folder: string): void {
  const charts = join(folder, 'charts')
  const result = readFileSync(join(runFolder(run), RESULT_FILE))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(charts, { recursive: true })
  writeFileAtomically(join(folder, RESULT_FILE), result)
  for (const file of ['summary.txt', 'mail.txt']) {
    copyFileSync(join(reports, file), join(folder, file))
  }
  for (const file of readdirSync(join(reports, 'charts'))) {
    if (file.endsWith('.svg')) copyFileSync(join(reports, 'charts', file), join(charts, file))
  }
}
