/**
 * Traces of map and unmap events.
 *
 * `readTrace(path | '-' | stream)` reads one, and `readTraceSync(path)` at once. `profileOf(trace)` says
 * what is in it. `replayTrace(trace, domain, options)` makes a tape of it, or refuses with an
 * `InputError`; `cellOfTrace(trace, options)` and `traceCell({ trace: path, ... })` make cells.
 * `profile.findings` and `replay.findings` are what a reader must know; `sentenceOf(finding)` says it.
 */
export { type AnonymiseOptions, anonymised } from './anonymise/anonymise.js'
export { beginningOf } from './beginning.js'
export * from './bundled.js'
export * from './cell.js'
export { Events, type TraceEvent } from './columns/events.js'
export * from './compile.js'
export { DOMAIN_CHOICES, type DomainChoice } from './domains/spaces.js'
export { type Finding, findingsOf } from './findings.js'
export { GRANULE_NAMES, GRANULES, type Granule, tracedGranule } from './granule.js'
export * from './profile.js'
export * from './provenance.js'
export * from './read.js'
export * from './replay.js'
export { requireReplayable } from './replayable.js'
export { sentenceOf } from './sentences.js'
export type { TableCall, Watcher } from './text/call.js'
export type { DomainName } from './text/domain-names.js'
export { type DeviceFact, factLines, type MachineFacts } from './text/machine-facts.js'
export type { Loss, Skipped, Trace } from './text/trace.js'
