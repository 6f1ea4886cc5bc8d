/** Rows of a library, and how its modules are told of them. */
import { SHAPES, type ShapeName } from '../../contract/index.js'
import { shapeInC } from '../../native/index.js'
import type { LibrarySource, Row } from './manifest.js'

/** A row that goes by its call shape's name, under the plain driver, but for what is said `beside`. */
export function row(
  name: ShapeName,
  summary: string,
  beside: Omit<Partial<Row>, 'name' | 'summary'> = {},
): Row {
  return { name, summary, shape: name, driver: 'plain', ...beside }
}

/** A library's C file that lists what its modules hold, with the call shapes of its rows. */
export function listsOf(
  folder: string,
  rows: readonly Row[],
  flags: readonly string[] = [],
): LibrarySource {
  const shapes = rows.map(({ clips, shape }) =>
    shapeInC({ ...SHAPES[shape], ...(clips && { driver: 'clips' }) }),
  )
  return {
    path: `linux/${folder}/lists.c`,
    from: 'engines',
    into: 'modules',
    flags: [`-DUB_CALL_SHAPES(X)=${[...new Set(shapes)].join(' ')}`, ...flags],
  }
}
