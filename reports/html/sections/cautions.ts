/** Warnings and failures: they travel with the figures. */
import type { Analysis, CellAnalysis, Warning } from '../../../results/analysis/types.js'
import {
  capital,
  plural,
  TOUCHED,
  touchedWords,
  touchesOf,
  warningName,
  warningWords,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'

/** All warnings; nothing where there are none. */
export function warningsContent(analysis: Analysis): Markup | undefined {
  const { warnings } = analysis
  if (warnings.length === 0) return undefined
  return html`
<ul class="cautions">${warnings.map(
    (warning) =>
      html`<li><p>${listed(analysis, warning)}.</p><p class="remedy">${warning.remedy}</p></li>`,
  )}</ul>`
}

function listed(analysis: Analysis, warning: Warning): string {
  const { about, message } = warning
  const whom = about === undefined || message.includes(about) ? '' : ` (${about})`
  return `${capital(warningWords(analysis, warning))}${whom}`
}

/**
 * Stands beside a cell that warnings touch: their names, which lead to the list, and all that they
 * say as its description. Nothing where none does.
 */
export function touchMark(analysis: Analysis, cell: Pick<CellAnalysis, 'id'>): Markup | undefined {
  const touches = touchesOf(analysis, cell)
  if (touches.length === 0) return undefined
  const said = touches.map(({ message, remedy }) => `${capital(message)}. ${remedy}`).join(' ')
  return html` <a class="touched" href="#warnings" title="${said}">${touchedWords(analysis, cell)}</a>`
}

/** The same for all cells of a figure, warning by warning; nothing where none is touched. */
export function touchLine(analysis: Analysis, cells: readonly string[]): Markup | undefined {
  const parts = analysis.warnings.flatMap((warning) => {
    const here = cells.filter((cell) => warning.cells?.includes(cell))
    if (here.length === 0) return []
    const where =
      here.length === cells.length
        ? 'all cells'
        : here.length > FEW
          ? `${here.length} of ${cells.length} cells`
          : here.join(', ')
    return [`${warningName(warning)} (${where})`]
  })
  if (parts.length === 0) return undefined
  return html`<p class="legend"><a class="touched" href="#warnings">${TOUCHED} Warnings</a> touch these figures: ${parts.join('; ')}.</p>`
}

/** Cells that a line names one by one. */
const FEW = 4

/** The rows that failed, and how; nothing where none did. */
export function failuresContent({ rows }: Analysis): Markup | undefined {
  const failed = rows.flatMap(({ id, failure }) => (failure === undefined ? [] : [{ id, failure }]))
  if (failed.length === 0) return undefined
  return html`
<ul class="cautions">${failed.map(
    ({ id, failure }) =>
      html`<li><p><code>${id}</code> ${failure.kind} in <code>${failure.cell}</code>, ${failure.stage}:</p><pre>${failure.message}</pre></li>`,
  )}</ul>`
}

/** One line beside the answer that leads to them. */
export function cautionLine({ warnings, rows }: Analysis): Markup | undefined {
  const failed = rows.filter(({ failure }) => failure !== undefined).length
  if (warnings.length + failed === 0) return undefined
  return html`<p class="mind">These figures come with ${
    warnings.length === 0
      ? undefined
      : html`<a href="#warnings">${plural(warnings.length, 'warning')}</a>`
  }${warnings.length > 0 && failed > 0 ? ' and ' : ''}${
    failed === 0 ? undefined : html`<a href="#failures">${plural(failed, 'row')} that failed</a>`
  }.</p>`
}
