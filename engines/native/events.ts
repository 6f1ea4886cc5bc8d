/**
 * What the build that counts can report, event by event, and how that reaches a probe. The C header
 * with these names is made from this (generated.ts), so that each is written once.
 */
import { type GatheredLevels, LAYER_OPS, type Probe } from '../contract/index.js'

/** Kinds of events, by number: the probe's methods, and how each takes an event's five numbers. */
const REPORT: { [Kind in keyof Probe]: (probe: Probe, ...args: number[]) => void } = {
  driverCall: (probe, op, iova, pgsize, count) =>
    probe.driverCall(LAYER_OPS[op], iova, pgsize, count),
  tableCall: (probe, op, iova, pgsize, count) =>
    probe.tableCall(LAYER_OPS[op], iova, pgsize, count),
  walk: (probe, iova) => probe.walk(iova),
  visit: (probe, level) => probe.visit(level),
  readPtes: (probe, level, index, count) => probe.readPtes(level, index, count),
  writePtes: (probe, level, index, count) => probe.writePtes(level, index, count),
  casPte: (probe, level, index) => probe.casPte(level, index),
  mapLeaves: (probe, page, count) => probe.mapLeaves(page === 1, count),
  clearLeaves: (probe, count) => probe.clearLeaves(count),
  writeBack: (probe, index, count) => probe.writeBack(index, count),
  writeBackTable: (probe) => probe.writeBackTable(),
  writeBarrier: (probe) => probe.writeBarrier(),
  publishBarrier: (probe) => probe.publishBarrier(),
  tlbAdd: (probe, iova, granule) => probe.tlbAdd(iova, granule),
  rangeAdd: (probe, start, end, pgsize) => probe.rangeAdd(start, end, pgsize),
  flushWalk: (probe, iova, size, granule) => probe.flushWalk(iova, size, granule),
  sync: (probe, forced, start, end, pgsize, levels) =>
    levels === 0
      ? probe.sync(forced === 1, start, end, pgsize)
      : probe.sync(forced === 1, start, end, pgsize, levelsOf(levels)),
  allocTable: (probe, level) => probe.allocTable(level),
  freeTables: (probe, count) => probe.freeTables(count),
  iovaToPhys: (probe, iova) => probe.iovaToPhys(iova),
  unmapped: (probe, bytes) => probe.unmapped(bytes),
}

export const EVENTS = Object.keys(REPORT) as Array<keyof Probe>

const REPORT_BY_NUMBER = Object.values(REPORT)

/** Numbers that an event is handed over as: its kind, and its report's numbers. */
export const EVENT_WIDTH = 6

/** Hands events to a probe, in their order. */
export function replayEvents(events: Float64Array, probe: Probe): void {
  for (let at = 0; at < events.length; at += EVENT_WIDTH) {
    const reportTo = REPORT_BY_NUMBER[events[at]]
    // One by one: events are millions, and to spread a part of the array takes four times as long.
    COUNT: reportTo(
      probe,
      events[at + 1],
      events[at + 2],
      events[at + 3],
      events[at + 4],
      events[at + 5],
    )
  }
}

/** Levels as an event holds them: those of leaves in the low eight bits, of tables above. */
function levelsOf(bits: number): GatheredLevels {
  return { leaves: bits & 0xff, tables: bits >> 8 }
}
