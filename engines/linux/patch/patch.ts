/** A patch of one's own, applied to a temporary copy of a tree's files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { groupBy, InputError } from '../../contract/index.js'
import { kconfigDefaults } from '../config/symbols.js'
import { changedHeaders } from '../taken/take.js'
import {
  type AddedFile,
  divide,
  fileOf,
  fits,
  fromFolder,
  type KernelTree,
  treeSha256,
} from '../trees/index.js'
import { addedBy, isIncluded } from './added.js'
import { applyIn, wantedOf } from './apply.js'
import { readSeries, type Series } from './series.js'
import { unusedFlags } from './unused-flags.js'

/** A patch that does not fit the tree's files. */
export class DoesNotApply extends InputError {}

/** A patched tree, and whether the patch fits it loosely alone. */
interface Attempt {
  made: KernelTree
  loose: boolean
}

/**
 * The tree after a patch, which is taken as git takes it. A file that it creates, renames or deletes
 * counts; what it does to files that no library needs is left out.
 *
 * @param set what the command line sets, which comes first.
 * @throws InputError where there is no such patch, or it touches none of the tree's files.
 */
function attempt(
  tree: KernelTree,
  patch: string,
  set: KernelTree['config'],
): Attempt | DoesNotApply {
  const series = readSeries(patch, tree.reference)
  const came = patched(tree, series)
  if (came instanceof DoesNotApply) return came
  const { after, loose, notes } = came
  const there = new Set(after.files.map(({ path }) => path))
  const made = {
    ...after,
    tier: `${tree.tier}-${series.name}`,
    config: { ...kconfigDefaults(series.diffs.join('\n'), tree.config), ...set },
    patch: { file: series.file, sha256: series.sha256 },
    removed: [...(tree.removed ?? []), ...tree.files.map(({ path }) => path)].filter(
      (path) => !there.has(path),
    ),
    notes: [
      ...tree.notes,
      ...[...series.notes, ...notes].map((note) => `--patch ${patch}: ${note}`),
    ],
  }
  return { made, loose }
}

/**
 * The trees after each of several patches: each is tried on the tree itself, and where it does not
 * fit there, on what those before it made.
 *
 * @param patches as `readSeries` takes them.
 * @throws InputError where there is no such patch, it touches none of the tree's files, or does not apply.
 */
export function patchTrees(tree: KernelTree, patches: readonly string[]): KernelTree[] {
  const made: KernelTree[] = []
  for (const patch of patches) made.push(nextOf(tree, made.at(-1), patch))
  return made
}

/** Where it does not apply on top either, what is said is why it does not apply to the tree itself. */
function nextOf(tree: KernelTree, before: KernelTree | undefined, patch: string): KernelTree {
  const own = attempt(tree, patch, tree.config)
  if ('made' in own && !own.loose) return own.made
  const onTop = before && attempt(before, patch, tree.config)
  if (onTop !== undefined && 'made' in onTop && (!onTop.loose || !('made' in own))) {
    const note = `--patch ${patch}: on top of ${before?.tier}`
    return { ...onTop.made, notes: [...onTop.made.notes, note] }
  }
  if ('made' in own) return own.made
  throw own
}

function patched(
  tree: KernelTree,
  series: Series,
): { after: KernelTree; notes: string[]; loose: boolean } | DoesNotApply {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-patch-'))
  try {
    const wanted = tree.libraries.flat().map(({ path }) => path)
    const present = new Set(tree.files.map(({ path }) => path))
    for (const { path, text } of [...tree.files, ...tree.around]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const text = series.diffs.map((diff) => diff.toString('latin1')).join('\n')
    const comesToBeIncluded = (path: string) =>
      wanted.some((pattern) => fits(pattern, path)) && isIncluded(text, path)
    const isKnown = (path: string) =>
      present.has(path) || mayBeOfLibrary(tree, path) || comesToBeIncluded(path)
    const isWanted = (path: string) => isKnown(path) || addedBy(text, tree, path) !== undefined
    const parts = series.diffs.flatMap((diff) => wantedOf(diff, isWanted) ?? [])
    if (parts.length === 0) throw touchesNothing(tree, series)
    const applied = []
    for (const part of parts) {
      const came = applyIn(folder, part)
      if (came.complaint !== undefined) {
        return new DoesNotApply(
          `--patch ${series.named}: it does not apply to ${tree.reference}, Linux ${tree.version} ${came.complaint}`,
        )
      }
      applied.push(came)
    }
    const others = new Set(parts.flatMap(({ paths }) => paths).filter((path) => !isKnown(path)))
    const added = [...others].flatMap((path) => addedBy(text, tree, path) ?? [])
    const after = treeIn(folder, tree, added)
    const headers = changedHeaders(tree, after)
    const unbuilt = headers.filter(({ built }) => !built).map(({ path }) => path)
    if (treeSha256(after) === treeSha256(tree) && unbuilt.length === headers.length) {
      throw touchesNothing(tree, series, unbuilt)
    }
    return {
      after,
      loose: applied.some(({ loose }) => loose),
      notes: [
        ...applied.flatMap(({ notes }) => notes),
        ...unusedFlags(
          text,
          after.files.map(({ path }) => path),
        ),
        ...unbuilt.map((path) => `what it changes in ${path} is not built: ${STANDS_IN}`),
      ],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The tree whose files lie in a folder, with what a patch adds to its libraries. */
function treeIn(folder: string, tree: KernelTree, more: readonly AddedFile[]): KernelTree {
  const added = [...(tree.added ?? []), ...more]
  const libraries = tree.libraries.map((files) => [...files, ...added])
  const paths = libraries.flat().map(({ path }) => path)
  const all = [...fromFolder(folder, paths)].map(([path, text]) => fileOf(path, text))
  return { ...tree, ...divide(libraries, all), added }
}

/** Whether a path is a library's own, whatever includes it. */
function mayBeOfLibrary({ libraries }: KernelTree, path: string): boolean {
  return libraries.some((wanted) =>
    wanted.some(
      ({ followed, path: pattern, use }) =>
        followed !== true && use !== 'left-out' && fits(pattern, path),
    ),
  )
}

/** Why changes to a header are in no build. */
const STANDS_IN = 'the shim has what a library uses of it'

function touchesNothing(
  { files }: KernelTree,
  { named }: Series,
  unbuilt: readonly string[] = [],
): InputError {
  const paths = files.map(({ path }) => path)
  const none = `it touches none of ${listed(paths)}`
  return new InputError(
    unbuilt.length === 0
      ? `--patch ${named}: ${none}; make it in the tree, with git diff`
      : `--patch ${named}: what it changes in ${listed(unbuilt)} is not built (${STANDS_IN}), and ${none}; docs/kernel-tier.md says what is built`,
  )
}

/** Files of one folder that are named one by one. */
const MOST_NAMED = 4

/** Paths in words: files of one folder together. */
function listed(paths: readonly string[]): string {
  return [...groupBy(paths, dirname)]
    .map(([folder, files]) => (files.length > MOST_NAMED ? `${folder}/*` : files.join(', ')))
    .join(', ')
}
