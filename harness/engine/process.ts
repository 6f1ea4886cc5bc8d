/** The process that looks into a module of the user's own, before anything is gated or timed. */
import { z } from 'zod'
import * as engines from '../../engines/index.js'
import { type DomainConfig, type Engine, PAGE, type Session, SILENT } from '../../engines/index.js'
import type { Handlers } from '../processes/kind.js'
import { geometrySchema } from './format-schema.js'
import { describeEngine } from './load.js'
import { importModule, method, requireExport } from './module.js'
import type { Listing } from './protocol.js'

export function createHandlers(): Handlers<Listing> {
  return {
    async list({ path }) {
      const found = await importModule(path, { ...engines, timed: false })
      if (found.format === undefined) for (const { engine } of found.engines) requireMethods(engine)
      return {
        engines: found.engines.map(({ engine, reference }) => ({
          reference,
          description: describeEngine(engine),
        })),
        ...(found.format && { format: geometrySchema.parse(found.format) }),
      }
    },
  }
}

const SMALLEST: DomainConfig = {
  ias: 48,
  oas: 48,
  pgsizeBitmap: PAGE,
  coherent: true,
  strict: true,
}

const sessionSchema = z.object({
  runMaps: method,
  runUnmaps: method,
  runMixed: method,
  translate: method,
  leaves: method,
  leakedTables: method,
  close: method,
} satisfies Record<keyof Session, z.ZodType>)

/** @throws InputError for a session that lacks a method; one that cannot be opened is the gate's to report. */
function requireMethods(engine: Engine): void {
  let session: Session
  try {
    session = engine.open(SMALLEST, SILENT)
  } catch {
    return
  }
  requireExport('engine.open()', sessionSchema, session)
  session.close()
}
