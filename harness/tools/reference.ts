/** Makes a run that README quotes, and puts its figures and picture there. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, inTemporaryFolder, projectRoot } from '../../engines/contract/index.js'
import {
  QUOTED_FOLDERS,
  QUOTED_RUNS,
  type QuotedRun,
  type QuotedRuns,
  readmeBlock,
  treesBlock,
  withBlock,
  writeReports,
} from '../../reports/index.js'
import { type Analysis, analyse, BUSY_CPUS, isGenericPt } from '../../results/analysis/index.js'
import {
  loadResult,
  RESULT_FILE,
  runFolder,
  writeFileAtomically,
} from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { probeLoad } from '../bench/machine/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import { relativePath } from '../terminal/relative-path.js'

/** The folder of a run that the project quotes. */
export function referenceFolder(run: QuotedRun, root = projectRoot()): string {
  return join(root, 'results', QUOTED_FOLDERS[run])
}

/** The quoted runs that exist, and the files of their charts. */
export function quotedRuns(root = projectRoot()): QuotedRuns {
  return Object.fromEntries(
    QUOTED_RUNS.flatMap((run) => {
      const folder = referenceFolder(run, root)
      if (!existsSync(join(folder, RESULT_FILE))) return []
      const charts = readdirSync(join(folder, 'charts')).toSorted()
      return [[run, { analysis: analyse(loadResult(folder)), charts }]]
    }),
  )
}

/** The pages that quote them, and what they quote. */
export function quotingPages(
  runs: QuotedRuns,
  root = projectRoot(),
): Array<[path: string, block: string]> {
  return [
    [join(root, 'README.md'), readmeBlock(runs)],
    [join(root, 'docs', 'two-trees.md'), treesBlock(runs)],
  ]
}

export interface ReferenceOptions {
  /** A run's folder that is taken instead of measuring. */
  from?: string
  /** Measures although others keep the machine busy. */
  force?: boolean
}

/**
 * Measures, or takes a run that is there, and replaces the reference run of its kind, and what README quotes of it.
 *
 * @param measure runs a suite into this folder and returns the exit code.
 * @param root the folder that README and results/ are in.
 * @returns the exit code.
 * @throws InputError where the machine is busy, or the run is not whole
 */
export async function makeReference(
  { from, force }: ReferenceOptions,
  measure: (out: string) => Promise<number>,
  { stdout }: Io,
  root = projectRoot(),
): Promise<number> {
  return await inTemporaryFolder('unmap-bench-reference-', async (scratch) => {
    let run = from === undefined ? undefined : findRun(join(root, 'results'), from)
    if (run === undefined) {
      if (force !== true) await requireIdle()
      run = join(scratch, 'run')
      const code = await measure(run)
      if (code !== EXIT.ok) return code
    }
    const analysis = analyse(loadResult(run))
    requireWhole(analysis, run)
    const folder = referenceFolder(quotedRunOf(analysis), root)
    const made = join(scratch, 'reports')
    await writeReports(analysis, made, { svgsOnly: true })
    replaceReference(run, made, folder)
    const runs = quotedRuns(root)
    for (const [page, block] of quotingPages(runs, root)) {
      writeFileAtomically(page, withBlock(readFileSync(page, 'utf8'), block))
    }
    stdout.write(`Updated ${relativePath(folder)}, and README.md and the docs that quote it.\n`)
    return EXIT.ok
  })
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

/** By what it timed and not by the options: a run given with `--from` must not take another's place. */
export function quotedRunOf({ rows, tiers }: Analysis): QuotedRun {
  if (rows.some(isGenericPt)) return 'generic-pt'
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
