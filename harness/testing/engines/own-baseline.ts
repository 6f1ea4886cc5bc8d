import type { Engine } from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'

/** per-page, on a tier that nothing else is on. */
export const engine: Engine = { ...engineOf('per-page'), id: 'other/per-page', tier: 'other' }
