/** The conformance suite as a worker needs it: nothing of the parent's side. */

import { CASES } from './cases/index.js'
import type { Case } from './trial/case.js'

export { runCase } from './trial/run-case.js'

/** @throws Error where no case has this name: the parent sends the names of `CASES` alone. */
export function findCase(name: string): Case {
  const one = CASES.find((candidate) => candidate.name === name)
  if (one === undefined) throw new Error(`no case is called "${name}"`)
  return one
}
