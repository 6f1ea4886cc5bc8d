import type { Engine } from '../../../engines/contract/index.js'
import { type Case, NotApplicable, type Verdict, Violation } from './case.js'
import { domainOf, placesOf } from './domains.js'
import { Subject } from './subject.js'

/** Runs one case on sessions of its own, and closes them. What the engine throws is a failure. */
export function runCase(one: Case, engine: Engine): Verdict {
  const opened: Subject[] = []
  const places = placesOf(engine.format)
  const verdict = verdictOf(() =>
    one.run({
      engine,
      places,
      open(changes) {
        const { coherentOnly } = engine
        if (changes?.coherent === false && coherentOnly !== undefined) {
          throw new NotApplicable(coherentOnly)
        }
        const subject = new Subject(
          engine,
          domainOf({ pgsizeBitmap: places.ALL_SIZES, ...changes }),
          places,
        )
        opened.push(subject)
        return subject
      },
    }),
  )
  const closing = verdictOf(() => {
    for (const { session } of opened) session.close()
  })
  return verdict.status === 'passed' ? closing : verdict
}

function verdictOf(run: () => void): Verdict {
  try {
    run()
    return { status: 'passed' }
  } catch (error) {
    if (error instanceof NotApplicable) return { status: 'not-applicable', reason: error.message }
    if (error instanceof Violation) return { status: 'failed', reason: error.message }
    const message = error instanceof Error ? error.message : String(error)
    return { status: 'failed', reason: `it threw: ${message}` }
  }
}
