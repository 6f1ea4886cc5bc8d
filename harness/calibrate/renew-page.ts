import { existsSync, readFileSync } from 'node:fs'
import { writeFileAtomically } from '../../results/write.js'

/** What stands below it on a page was written by hand and stays. */
export const BY_HAND =
  '<!-- What follows is written by hand, and kept when the page is made anew. -->'

/** Writes a page that is made, before what was written by hand on it. */
export function renewPage(path: string, text: string): void {
  const page = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const at = page.indexOf(BY_HAND)
  writeFileAtomically(path, at < 0 ? text : `${text}\n${page.slice(at)}`)
}
