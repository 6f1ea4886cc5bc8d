/** A comparison as JSON, for scripts. */
import type { Gated } from './gated.js'

/** The whole comparison, and what gates said of it; with a newline at its end. */
export function compareJson({ comparison, gates }: Gated): string {
  return `${JSON.stringify({ ...comparison, gates }, null, 2)}\n`
}
