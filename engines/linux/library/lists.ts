import { SHAPES } from '../../contract/index.js'
import { shapeInC } from '../../native/index.js'
import type { LibrarySource, Row } from './manifest.js'

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
