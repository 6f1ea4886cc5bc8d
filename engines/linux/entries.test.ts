/**
 * The entries that tiers ts and native write are the kernel's, all bits of them: read out of memory after
 * each of many random operations, beside those of io-pgtable-arm and generic_pt; and where there is no
 * tree, compared with the hash of what these wrote (engines/facts/entries.json).
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  type Engine,
  GIB,
  MAP,
  PROT_READ,
  PROT_WRITE,
  projectRoot,
  randomOf,
  sizesIn,
} from '../contract/index.js'
import { LeafModel } from '../model/leaf-model.js'
import { randomDomain, randomSteps, runStep } from '../native/testing.js'
import { leavesIn, ownFormat } from '../table/index.js'
import { domainOf } from '../testing.js'
import {
  bytesOf,
  comparedFormats,
  entriesAfterRandomSteps,
  growTop,
  hasHint,
  isHinted,
  openReadable,
  type RecordedEntries,
  sameEntries,
} from './testing/entries.js'

const RECORDED = join(projectRoot(), 'engines/facts/entries.json')
const recorded: Record<string, RecordedEntries> = JSON.parse(readFileSync(RECORDED, 'utf8'))

const SEED = 20210408
/** Of each format; `npm run soak` asks for more. */
const RECORDED_OPERATIONS = 128
const soaked = process.env.UNMAP_BENCH_SOAK_OPERATIONS
const OPERATIONS = soaked === undefined ? RECORDED_OPERATIONS : Number(soaked)
/** Beside trees that refuse to cut a block, which do no more than the others. */
const OPERATIONS_OF_REFUSING = Math.ceil(OPERATIONS / 4)

for (const { alike, format, ours, refusing } of comparedFormats()) {
  test(`${format}: entries after random operations are the kernel's, seed ${SEED}`, () => {
    const hash = entriesAfterRandomSteps([...ours, ...alike], {
      format,
      seed: SEED,
      operations: OPERATIONS,
      withoutCuts: hasHint(format),
    })
    isRecorded(format, alike, { seed: SEED, operations: OPERATIONS, hash })
  })

  if (hasHint(format)) {
    test(`${format}: the hint stands in all entries of leaves of several, and in no others`, () => {
      hintStandsWhereItShould(format)
    })
  } else if (format.startsWith('arm-')) {
    const skip = refusing.length === 0 && 'no kernel tree here refuses to cut a block'
    test(`${format}: they are those of kernels that refuse to cut a block`, { skip }, () => {
      entriesAfterRandomSteps([...ours, ...refusing], {
        format,
        seed: SEED + 1,
        operations: OPERATIONS_OF_REFUSING,
        withoutCuts: true,
      })
    })
  }

  test(`${format}: leaves of each protection are the kernel's`, () => {
    const modes = ownFormat(format).coherentOnly === undefined ? [true, false] : [true]
    const protections = modes.map((coherent) =>
      leavesOfProtections([...ours, ...alike, ...refusing], format, coherent),
    )
    isRecorded(format, alike, { protections })
  })
}

/** Compares with what kernels wrote once, or records what these wrote. */
function isRecorded(
  format: string,
  kernels: readonly Engine[],
  found: Partial<RecordedEntries>,
): void {
  if (soaked !== undefined) return
  if (process.env.UPDATE_ENTRIES === '1' && kernels.length > 0) {
    recorded[format] = { ...recorded[format], trees: kernels.map(({ tier }) => tier), ...found }
    writeFileSync(RECORDED, `${JSON.stringify(recorded, null, 2)}\n`)
  }
  assert.deepEqual({ ...recorded[format], ...found }, recorded[format])
}

/**
 * Compares leaves of each size with each protection that lets anybody in.
 *
 * @returns the hash of the entries.
 */
function leavesOfProtections(
  engines: readonly Engine[],
  format: string,
  coherent: boolean,
): string {
  const { contiguousSizes = 0, leafSizes } = ownFormat(format)
  const pgsizeBitmap = leafSizes | (hasHint(format) ? 0 : contiguousSizes)
  const domain = domainOf({ pgsizeBitmap, coherent })
  const opened = engines.map((engine) => openReadable(engine, domain))
  for (const { session } of opened) growTop(session, domain)
  const largest = Math.max(...sizesIn(pgsizeBitmap))
  let iova = 0
  for (const pgsize of sizesIn(pgsizeBitmap)) {
    for (let prot = 1; prot < 16; prot++) {
      if ((prot & (PROT_READ | PROT_WRITE)) === 0) continue
      for (const { mapAs } of opened) mapAs(iova, 64 * GIB + iova, pgsize, prot)
      iova += largest
    }
  }
  const [expected, ...others] = opened.map(({ entries }) => entries())
  others.forEach((found, nth) => {
    sameEntries(found, expected, () => `${engines[nth + 1].id}, coherent ${coherent}`)
  })
  for (const { session } of opened) session.close()
  return createHash('sha256').update(bytesOf(expected)).digest('hex')
}

/** Domains that the hint is looked for in, and steps on each. */
const HINTED_DOMAINS = 8
const HINTED_STEPS = 48

/** Compares the hint with the size of the model's leaf, entry by entry, after each of random steps. */
function hintStandsWhereItShould(format: string): void {
  const random = randomOf(SEED)
  const ours = comparedFormats().flatMap((one) => (one.format === format ? one.ours : []))
  let hinted = 0
  for (let nth = 0; nth < HINTED_DOMAINS; nth++) {
    const { maxTables: _, ...domain } = randomDomain(random, format)
    const steps = randomSteps(random, domain, HINTED_STEPS, format)
    for (const engine of ours) {
      const { entries, session } = openReadable(engine, domain)
      const model = new LeafModel(domain, engine.semantics, leavesIn(format))
      for (const step of steps) {
        const [{ iova, op, size }] = step
        const { bytes } = runStep(session, step)
        if (op === MAP) model.mapList(iova, step)
        else model.unmap(iova, size, bytes)
        hinted += hintedLikeThe(model, entries(), format)
      }
      session.close()
    }
  }
  assert.ok(hinted > 1000, `${hinted} entries had the hint`)
}

/** @returns how many entries have the hint. */
function hintedLikeThe(model: LeafModel, entries: Float64Array, format: string): number {
  const { bitsPerLevel, granuleShift, lastLevel } = ownFormat(format)
  const spanOf = (level: number) => 2 ** (granuleShift + bitsPerLevel * (lastLevel - level))
  let hinted = 0
  const begins: number[] = []
  for (let at = 0; at < entries.length; at += 4) {
    const [level, index] = entries.subarray(at, at + 2)
    const iova = (begins[level] ?? 0) + index * spanOf(level)
    begins[level + 1] = iova
    const leaf = model.leafAt(iova)
    const several = leaf !== undefined && leaf.size > spanOf(level)
    const isOwn = several && leaf.size < spanOf(level) * 2 ** bitsPerLevel
    assert.equal(isHinted(entries, at), isOwn, `entry ${index} of level ${level}`)
    if (isOwn) hinted++
  }
  return hinted
}
