/** The same buffers over versions of a kernel: built, counted, and judged for a bisection. */
export { bisect } from './bisect.js'
export { HISTORY_CELL_IDS } from './cells.js'
export { requireKnownRows, requireRows } from './rows.js'
export { takeHistory } from './take.js'
export { timeHistory } from './time.js'
export { wantedVersions } from './wanted.js'
