import type { ShapeName } from '../../contract/index.js'
import type { Row } from './manifest.js'

/** A row that goes by its call shape's name, under the plain driver, but for what is said `beside`. */
export function row(
  name: ShapeName,
  summary: string,
  beside: Omit<Partial<Row>, 'name' | 'summary'> = {},
): Row {
  return { name, summary, shape: name, driver: 'plain', ...beside }
}
