/** What tests of counted instructions share. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  compileTape,
  type DomainConfig,
  type EngineInProgram,
  MAP,
  PAGE,
  type Tape,
  UNMAP,
} from '../contract/index.js'
import { nativeEngines, otherEngines } from '../native/testing.js'
import { findMeter, METER_REMEDY, type Meter } from './meter.js'

/** Why tests that count are skipped; false where they are not. */
export const skip: string | false = whySkipped()

function whySkipped(): string | false {
  // CI installs what it takes: a missing piece fails there.
  if (process.env.CI !== undefined) return false
  if (nativeEngines.length === 0) return 'the native tier is absent'
  return findMeter().source === 'callgrind'
    ? false
    : `there is no valgrind: ${METER_REMEDY} adds it`
}

export const DOMAIN: DomainConfig = {
  ias: 48,
  oas: 48,
  pgsizeBitmap: PAGE,
  coherent: true,
  strict: true,
}

/** One buffer of so many pages, mapped and unmapped. */
export function bufferTape(pages: number, page: number = PAGE): Tape {
  const size = pages * page
  return compileTape([
    { op: 'map', timed: true, operations: [{ op: MAP, iova: 0, paddr: 2 ** 32, size }] },
    { op: 'unmap', timed: true, operations: [{ op: UNMAP, iova: 0, paddr: 0, size }] },
  ])
}

/** An engine of tier native, as its program knows it. */
export function engineCalled(id: string): EngineInProgram {
  const engines = [...nativeEngines, ...otherEngines]
  const program = engines.find((engine) => engine.id === id)?.inProgram?.()
  if (program === undefined) throw new Error(`${id} has no program`)
  return program
}

/** A meter whose valgrind is a shell script: it runs in the folder that the batch is in. */
export function fakeMeter(script: string): Meter {
  const valgrind = join(mkdtempSync(join(tmpdir(), 'unmap-bench-')), 'valgrind')
  writeFileSync(valgrind, `#!/bin/sh\n${script}\n`)
  chmodSync(valgrind, 0o755)
  return { source: 'callgrind', tool: 'valgrind-0', valgrind }
}

/** Puts a test file's cache into a folder of its own. */
export function ownCache(): void {
  process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
}
