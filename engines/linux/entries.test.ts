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
import { type Engine, GIB, PROT_READ, PROT_WRITE, projectRoot, sizesIn } from '../contract/index.js'
import { ownFormat } from '../table/index.js'
import { domainOf } from '../testing.js'
import {
  bytesOf,
  comparedFormats,
  entriesAfterRandomSteps,
  growTop,
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
    })
    isRecorded(format, alike, { seed: SEED, operations: OPERATIONS, hash })
  })

  if (format.startsWith('arm-')) {
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
  const { leafSizes } = ownFormat(format)
  const domain = domainOf({ pgsizeBitmap: leafSizes, coherent })
  const opened = engines.map((engine) => openReadable(engine, domain))
  for (const { session } of opened) growTop(session, domain)
  const largest = Math.max(...sizesIn(leafSizes))
  let iova = 0
  for (const pgsize of sizesIn(leafSizes)) {
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
