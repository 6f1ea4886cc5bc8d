import type { Engine } from '../../../engines/index.js'
import { brokenEngine } from './broken.js'

/** Its own baseline, so that it can be the only row that runs in Node. */
const sound = brokenEngine('per-page', () => ({}))

/** Openings of a process that times, until there is none more: those in which V8 compiles. */
const MOST_OPENINGS = 2
const isTimed = process.argv.some((argument) => argument.endsWith('timing.js'))
let openings = 0

/** Right where it is checked; where it is timed, it cannot be opened once it is to take its turns. */
export const engine: Engine = {
  ...sound,
  open(domain, probe) {
    if (isTimed && ++openings > MOST_OPENINGS) throw new Error('it opens no more')
    return sound.open(domain, probe)
  },
}
