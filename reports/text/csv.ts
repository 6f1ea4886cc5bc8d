/** Tables for other programs. */

export type CsvField = string | number | boolean | undefined

/** Lines of fields, each with a newline at its end; nothing where a field is `undefined`. */
export function csvText(lines: ReadonlyArray<readonly CsvField[]>): string {
  return lines.map((fields) => `${fields.map(written).join(',')}\n`).join('')
}

/** A field as RFC 4180 has it: quoted where it holds a comma, a quote or the end of a line. */
function written(field: CsvField): string {
  const text = String(field ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
