/** Where a run goes, and what it is compared with. */
import { existsSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { InputError } from '../../../engines/contract/index.js'
import {
  loadResult,
  type Result,
  requireFree,
  requireWritable,
} from '../../../results/record/index.js'
import { findRun, savedFolder } from '../../../results/record/runs/index.js'
import type { FolderChoice } from '../../bench/record/folder.js'
import { runsFolder } from '../runs/runs-folder.js'
import type { BenchOptions } from './options.js'
import type { StoppedRun } from './resume.js'

/** The run's own folder, and the run that it is compared with. */
export interface Places {
  folder: FolderChoice
  baseline: { name: string; result: Result } | undefined
}

/** @throws InputError or ResultError where one of them cannot be used. */
export function placesOf(
  { baseline, json, out, save }: Pick<BenchOptions, 'baseline' | 'json' | 'out' | 'save'>,
  stopped?: StoppedRun,
  base = runsFolder(),
): Places {
  const folder = folderOf({ out, save }, base, stopped)
  if ('out' in folder) requireFree(folder.out)
  else requireWritable('resume' in folder ? folder.resume : folder.base)
  if (baseline === undefined) return { folder, baseline }
  if (json) {
    throw new InputError(
      '--baseline is compared in words, and --json prints none: npm run compare has --format json',
    )
  }
  return { folder, baseline: { name: baseline, result: loadResult(findRun(base, baseline)) } }
}

function folderOf(
  { out, save }: Pick<BenchOptions, 'out' | 'save'>,
  base: string,
  stopped: StoppedRun | undefined,
): FolderChoice {
  if (stopped) {
    // By its own path: `latest` may be what was named.
    const resume = realpathSync(stopped.folder)
    const within = existsSync(base) ? realpathSync(base) : base
    return dirname(resume) === within ? { resume, base: within } : { resume }
  }
  if (save === undefined) return out === undefined ? { base } : { out }
  if (out !== undefined)
    throw new InputError('--save and --out each name a folder: use one of them')
  const folder = savedFolder(base, save)
  if (existsSync(folder)) {
    throw new InputError(
      `--save ${save}: there is a run of that name; npm run results -- --remove ${save} removes it`,
    )
  }
  return { out: folder }
}
