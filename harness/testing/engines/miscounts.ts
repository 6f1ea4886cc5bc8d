import type { Engine } from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'

/** Does what map-unmap-pages does, and reports one walk too many for each phase. */
const right = engineOf('map-unmap-pages')

export const engine: Engine = {
  ...right,
  id: 'other/map-unmap-pages',
  tier: 'other',
  open(domain, probe) {
    const session = right.open(domain, probe)
    return {
      runMaps(tape, from, to, into) {
        probe.walk(tape.iova[from])
        session.runMaps(tape, from, to, into)
      },
      runUnmaps: (tape, from, to, into) => session.runUnmaps(tape, from, to, into),
      runMixed: (tape, from, to, into) => session.runMixed(tape, from, to, into),
      translate: (iova) => session.translate(iova),
      leaves: (visit) => session.leaves(visit),
      leakedTables: () => session.leakedTables(),
      close: () => session.close(),
    }
  },
}
