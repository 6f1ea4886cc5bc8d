import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectRoot } from '../../../engines/contract/index.js'

/** Whether the project is a checkout, and not a packed copy in somebody's packages. */
export function isCheckout(): boolean {
  return existsSync(join(projectRoot(), 'tsconfig.json'))
}

/**
 * Where runs are and are found by their names: `results` of a checkout; of a packed copy, which
 * lies where nobody looks and others may own, a folder where the user stands.
 */
export function runsFolder(): string {
  return isCheckout() ? join(projectRoot(), 'results') : resolve('unmap-bench-results')
}
