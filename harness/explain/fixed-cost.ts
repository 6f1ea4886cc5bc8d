/** What a call costs at one page, by function: its fixed part, as far as there is one. */
import { byFunction } from '../../engines/instructions/index.js'
import { paint, textTable } from '../../reports/text/index.js'
import type { EngineInstructions } from './instructions.js'

/** A table for an operation: a line for each function, a column for each engine; the dearest first. */
export function fixedCostText(
  op: 'map' | 'unmap',
  counted: readonly EngineInstructions[],
  colour: boolean,
): string[] {
  const bold = paint('bold', colour)
  const sums = counted.map(({ page }) => page[op]?.instructions ?? 0)
  const functions = counted.map(({ page }) => byFunction(page[op]?.stacks ?? {}))
  const names = [...new Set(functions.flatMap((own) => [...own.keys()]))]
  const most = (name: string) => Math.max(...functions.map((own) => own.get(name) ?? 0))
  names.sort((a, b) => most(b) - most(a))
  const head = [`${op} of one page, instructions`, ...counted.map(({ engine }) => engine.id)]
  return textTable([
    head.map((text) => ({ text, paint: bold })),
    ...names.map((name) => [name, ...functions.map((own) => String(own.get(name) ?? '-'))]),
    ['all', ...sums.map(String)].map((text) => ({ text, paint: bold })),
  ])
}
