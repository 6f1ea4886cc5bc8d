/** Whole runs of several machines: one comparison, with the machine as a dimension. */
import { mkdirSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../../engines/contract/index.js'
import { IN_FILE } from '../../../reports/index.js'
import { MACHINES_EXPORTERS, machinesOf } from '../../../reports/machines/index.js'
import { analyse } from '../../../results/analysis/index.js'
import {
  loadResult,
  RESULT_FILE,
  resultFile,
  runFolder,
  useOutFolder,
  writeFileAtomically,
} from '../../../results/record/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../../terminal/io.js'
import { openPage } from '../../terminal/open-page.js'
import { relativePath } from '../../terminal/relative-path.js'

/**
 * @param out where text, Markdown and the page go; they are made where it is given.
 * @returns the exit code.
 * @throws InputError for a shard among the runs, and for one that is there twice.
 */
export async function sideBySide(
  paths: readonly string[],
  { mean = false, open, out }: { mean?: boolean; open?: boolean; out?: string },
  { stderr, stdout }: Io,
): Promise<number> {
  if (paths.length < 2)
    throw new InputError(`${paths[0]} is a whole run: there is nothing to merge`)
  const twice = paths.find((path, at) => paths.slice(0, at).some((other) => isSame(path, other)))
  if (twice !== undefined) throw new InputError(`${twice} is there twice`)
  if (open && out === undefined) throw new InputError('--open shows a page: add --out FOLDER')
  const machines = machinesOf(paths.map(analysed))
  const compared = { machines, mean }
  const folder = out === undefined ? undefined : useOutFolder(out)
  for (const { file, name, text } of MACHINES_EXPORTERS) {
    if (name === 'terminal') writeColoured(stdout, await text(compared, lookOf(stdout)))
    if (folder === undefined || file === undefined) continue
    const path = join(folder, file)
    mkdirSync(folder, { recursive: true })
    writeFileAtomically(path, await text(compared, IN_FILE))
    stderr.write(`Written: ${relativePath(path)}\n`)
    if (open && name === 'html') await openPage(path, stderr)
  }
  return EXIT.ok
}

function isSame(path: string, other: string): boolean {
  return realpathSync(resultFile(path)) === realpathSync(resultFile(other))
}

function analysed(path: string) {
  const result = loadResult(path)
  if (result.shard !== undefined) {
    throw new InputError(
      `${path} is a shard, and others are whole runs: merge its run first, then the machines`,
    )
  }
  const name = path.endsWith('.json') && basename(path) !== RESULT_FILE ? path : runFolder(path)
  return { name: basename(name, '.json'), analysis: analyse(result) }
}
