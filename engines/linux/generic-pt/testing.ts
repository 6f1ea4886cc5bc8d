/** What tests of generic_pt share: a format that no kernel has. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Counter, type Counts, countersOf } from '../../contract/index.js'
import type { Change, CopyOptions, LibraryTier } from '../testing.js'

const FOLDER = 'drivers/iommu/generic_pt/fmt'
/** The format that others are made of, as the kernel's files call it. */
const MODEL = 'x86_64'
/** What the made-up one is called, by its files and by engines. */
const MADE_UP = 'made_up'
export const MADE_UP_FORMAT = 'made-up'

/** Headers in which a format's structures stand: from here to there, both included. */
const STRUCTURES: Readonly<Record<string, RegExp>> = {
  'include/linux/generic_pt/common.h': /^struct pt_x86_64 \{[^}]*\};\n/m,
  'include/linux/generic_pt/iommu.h':
    /^struct pt_iommu_x86_64_cfg \{[\s\S]*?^IOMMU_FORMAT\(x86_64, \w+\);\n/m,
}

function renamed(text: string): string {
  return text.replaceAll(MODEL, MADE_UP)
}

/**
 * What makes a tree have a further format, whose text is that of the tree's own x86-64 under another
 * name: files beside its own, and its structures in the headers that hold those of all formats.
 */
export function withMadeUpFormat({ build }: Pick<LibraryTier, 'build'>): Required<CopyOptions> {
  const made = [`iommu_${MODEL}.c`, `${MODEL}.h`, `defs_${MODEL}.h`].map((file) => {
    const path = join(FOLDER, file)
    return [renamed(path), renamed(readFileSync(join(build.folder, 'tree', path), 'utf8'))]
  })
  const change: Change = (text, path) => {
    const structures = STRUCTURES[path]
    if (structures === undefined) return text
    assert.match(text, structures)
    return text.replace(structures, (own) => `${own}\n${renamed(own)}`)
  }
  return { change, more: Object.fromEntries(made) }
}

/** Leaves out formats that are not named by their files, so that a copy of a tree is built soon. */
export function withFormats(...names: string[]): Change {
  return (text, path) => {
    const file = /\/fmt\/iommu_(\w+)\.c$/.exec(path)?.[1]
    return file === undefined || names.includes(file) ? text : undefined
  }
}

/** One change after the other; what one leaves out stays out. */
export function both(first: Change, second: Change): Change {
  return (text, path) => {
    const changed = first(text, path)
    return changed === undefined ? undefined : second(changed, path)
  }
}

/** Counters that a format counts whose IOMMU nobody models: those of the table and the calls. */
export const TABLE_COUNTERS: readonly Counter[] = countersOf('none')

/** Counts without those of the commands that a format's own IOMMU takes. */
export function ofTable(counts: Counts): Counts {
  return Object.fromEntries(TABLE_COUNTERS.map((name) => [name, counts[name]]))
}
