/** What a verified engine looks like on a terminal. */

import type { Semantics } from '../../engines/contract/index.js'
import { paint, printableLines } from '../../reports/text/index.js'
import type { Verdict } from './trial/case.js'
import type { CaseResult, EngineReport } from './verify-engine.js'

/** How many cases came to what. */
export interface Tally {
  passed: number
  failed: number
  notApplicable: number
}

export function tallyOf(reports: readonly EngineReport[]): Tally {
  const statuses = reports.flatMap(({ results }) => results.map(({ verdict }) => verdict.status))
  const count = (status: Verdict['status']) => statuses.filter((one) => one === status).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    notApplicable: count('not-applicable'),
  }
}

export function formatTally({ passed, failed, notApplicable }: Tally): string {
  return `${passed} passed, ${failed} failed, ${notApplicable} not applicable`
}

export interface ReportStyle {
  colour: boolean
  /** Whether every case is printed with its source, and not those alone that failed. */
  verbose: boolean
  /** Columns of the longest engine's name. */
  width: number
}

/** A line for an engine, with its failed cases below; when verbose, what it declares and every case too. */
export function formatEngine(report: EngineReport, style: ReportStyle): string {
  const shown = report.results.filter(({ verdict }) => style.verbose || verdict.status === 'failed')
  const lines = [
    engineLine(report, style),
    ...(style.verbose ? [`      declares: ${describeSemantics(report.semantics)}`] : []),
    ...shown.flatMap((result) => formatResult(result, style)),
    ...(style.verbose ? [''] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** `pass  ts/punt  29 passed, 4 not applicable, in 0.4 s`. */
function engineLine(report: EngineReport, style: ReportStyle): string {
  const tally = tallyOf([report])
  const name = paint('bold', style.colour)(printableLines(report.engine).padEnd(style.width))
  return `${mark(statusOf(tally), style)}  ${name}  ${tallyWords(tally)}, in ${formatSeconds(report.milliseconds)}`
}

function statusOf({ failed, passed }: Tally): Verdict['status'] {
  if (failed > 0) return 'failed'
  return passed > 0 ? 'passed' : 'not-applicable'
}

/** What there is none of is left out. */
function tallyWords({ failed, notApplicable, passed }: Tally): string {
  const parts = [`${passed} passed`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (notApplicable > 0) parts.push(`${notApplicable} not applicable`)
  return parts.join(', ')
}

/** `0.4 s`. */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function describeSemantics({ blockOverTable, coveredTable, insideBlock }: Semantics): string {
  return [
    `a covered table is ${coveredTable}`,
    `a block unmapped in part is ${insideBlock}`,
    `a table under a new block is ${blockOverTable.replaceAll('-', ' ')}`,
  ].join('; ')
}

function mark(status: Verdict['status'], { colour }: ReportStyle): string {
  if (status === 'passed') return paint('green', colour)('pass')
  return status === 'failed' ? paint('red', colour)('FAIL') : paint('grey', colour)('n/a ')
}

function formatResult({ name, source, verdict }: CaseResult, style: ReportStyle): string[] {
  const lines = [`      ${mark(verdict.status, style)}  ${name}`]
  const under = (text: string) =>
    lines.push(...text.split('\n').map((line) => `            ${line}`))
  if (verdict.status === 'not-applicable') lines[0] += ` (${printableLines(verdict.reason)})`
  if (verdict.status === 'failed') under(printableLines(verdict.reason))
  if (verdict.status === 'failed' || style.verbose) under(`source: ${source}`)
  return lines
}
