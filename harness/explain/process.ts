/** The process that explains an engine, which may hang it or take it down. */
import * as engines from '../../engines/index.js'
import { loadEngine } from '../engine/load.js'
import type { Handlers } from '../processes/kind.js'
import { type Explained, explain } from './explain.js'
import type { Explaining } from './protocol.js'

export function createHandlers(): Handlers<Explaining> {
  return {
    async explain({ buffer, engine }) {
      const loaded = await loadEngine(engine, { ...engines, timed: false })
      try {
        const { map, unmap } = explain(loaded, { ...buffer, pieces: buffer.pieces })
        return { map: plain(map), unmap: plain(unmap) }
      } catch (error) {
        if (!(error instanceof engines.InputError)) throw error
        return { refused: error.message }
      }
    },
  }
}

function plain({ bytes, counts, error, events }: Explained) {
  return { bytes, counts, error, events }
}
