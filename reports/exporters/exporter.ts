/** What an exporter is: something that was found, as text. */
import { InputError, nearest } from '../../engines/contract/index.js'
import type { TerminalOptions } from '../text/index.js'

/** How text is printed. */
export interface Printing extends TerminalOptions {
  /** The answer alone. */
  quiet?: boolean
  /** Every table, and not the answer alone. */
  verbose?: boolean
  /** Where the reports of the run are. */
  folder?: string
}

/** A pure function to text, with a newline at its end, and the names that it is found by. */
export interface Exporter<Found> {
  /** What `--format` calls it. */
  name: string
  /** Its file in a run's folder; absent where it is only printed. */
  file?: string
  /** Its text may hold colours. */
  coloured?: true
  text(found: Found, printing: Printing): string | Promise<string>
}

/** How text looks in a file. */
export const IN_FILE: Printing = { colour: false, width: 100 }

/** @throws {InputError} with the nearest name, where no exporter has this one. */
export function exporterNamed<Named extends { name: string }>(
  exporters: readonly Named[],
  name: string,
): Named {
  const exporter = exporters.find((one) => one.name === name)
  if (exporter !== undefined) return exporter
  const names = exporters.map((one) => one.name)
  throw new InputError(`--format ${name}${nearest(name, names)}: there are ${names.join(', ')}`)
}
