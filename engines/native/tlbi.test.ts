/** The models of IOMMUs count in C what they count in TypeScript, for every format. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import {
  COUNTER_NAMES,
  type Counts,
  countersOf,
  MIB,
  PAGE,
  type Probe,
  projectRoot,
  SILENT,
} from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { buildReport, nativeFolder } from './build-report.js'
import { EVENT_WIDTH, EVENTS, replayEvents } from './events.js'
import { skip } from './testing.js'

const NATIVE = join(projectRoot(), 'engines', 'native')
const FORMATS = ['arm-lpae-4k', 'vtd-ss', 'x86-64', 'amd-v1', 'riscv-64', 'flat']
const RANGES = 2000
const SEED = 17

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

type Report = { start: number; end: number } & (
  | { kind: 'walk' | 'pages'; pgsize: number }
  | { kind: 'levels'; leaves: number; tables: number }
)

/** A report as engines/native/checks/tlbi.c reads it. */
function lineOf(report: Report): string {
  const { end, kind, start } = report
  const rest = kind === 'levels' ? [report.leaves, report.tables] : [report.pgsize]
  return [kind, start, end, ...rest].join(' ')
}

function reportTo(probe: CountingProbe, report: Report): void {
  const { end, start } = report
  if (report.kind === 'levels') probe.sync(false, start, end, 0, report)
  else if (report.kind === 'pages') probe.sync(false, start, end, report.pgsize)
  else probe.flushWalk(start, end - start, report.pgsize)
}

/** All counters, as C counts each report. */
function countedInC(reports: readonly Report[]): Counts[] {
  const built = buildReport()
  assert.ok(built.built)
  const [command, ...prefix] = built.compiler.command.split(/\s+/)
  const program = join(folder, 'tlbi')
  const includes = ['-DUB_COUNT', '-I', NATIVE, '-I', nativeFolder()]
  const sources = ['checks/tlbi.c', 'probes/counting.c']
  const args = [...prefix, '-std=c11', '-O1', ...includes, ...sources, '-o', program]
  const compiled = spawnSync(command, args, { cwd: NATIVE, encoding: 'utf8' })
  assert.equal(compiled.status, 0, compiled.stderr)
  const input = reports.map((report) => `${lineOf(report)}\n`).join('')
  const { status, stdout } = spawnSync(program, { input, encoding: 'utf8' })
  assert.equal(status, 0)
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const numbers = line.split(' ').map(Number)
      return Object.fromEntries(COUNTER_NAMES.map((name, at) => [name, numbers[at]]))
    })
}

const place = fc.oneof(
  fc.nat(2 ** 20),
  fc.nat(35).map((bit) => 2 ** bit - 1),
  fc.nat(2 ** 36),
)
const pages = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 2 ** 20 }))
const ofPages = fc
  .record({
    kind: fc.constantFrom('walk' as const, 'pages' as const),
    place,
    pages,
    pgsize: fc.constantFrom(0, PAGE, 2 * MIB),
  })
  .map(({ kind, pages, pgsize, place }): Report => {
    const page = pgsize === 0 ? PAGE : pgsize
    const start = place * PAGE - ((place * PAGE) % page)
    return { kind, start, end: start + pages * page, pgsize: kind === 'walk' ? page : pgsize }
  })
const ofLevels = fc
  .record({ place, pages, leaves: fc.nat(15), tables: fc.constantFrom(0, 2, 4, 6) })
  .map(({ leaves, pages, place, tables }): Report => {
    return { kind: 'levels', start: place * PAGE, end: (place + pages) * PAGE, leaves, tables }
  })
const nothing = fc.constant<Report>({ kind: 'pages', start: 2 ** 52, end: 0, pgsize: 0 })

test('random ranges count the same in C and in TypeScript', { skip }, () => {
  const report = fc.oneof(
    { weight: 10, arbitrary: ofPages },
    { weight: 10, arbitrary: ofLevels },
    { weight: 1, arbitrary: nothing },
  )
  const reports = fc.sample(report, { numRuns: RANGES, seed: SEED })
  const counted = countedInC(reports)
  for (const format of FORMATS) {
    const probe = new CountingProbe(format)
    reports.forEach((report, nth) => {
      reportTo(probe, report)
      const own = countersOf(format).map((name) => [name, counted[nth][name]])
      assert.deepEqual(probe.take(), Object.fromEntries(own), `${format}, ${lineOf(report)}`)
    })
  }
})

test('levels reach a probe from events as they were gathered, and where none were there are none', () => {
  const given: unknown[][] = []
  const probe: Probe = { ...SILENT, sync: (...all) => given.push(all) }
  const kind = EVENTS.indexOf('sync')
  const events = [
    [kind, 1, 0, 4 * MIB, 0, 0b01 | (0b10 << 8)],
    [kind, 0, 0, 4 * MIB, PAGE, 0],
  ]
  assert.ok(events.every(({ length }) => length === EVENT_WIDTH))
  replayEvents(Float64Array.from(events.flat()), probe)
  assert.deepEqual(given, [
    [true, 0, 4 * MIB, 0, { leaves: 0b01, tables: 0b10 }],
    [false, 0, 4 * MIB, PAGE],
  ])
})
