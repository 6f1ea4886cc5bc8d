/** What the page may do: run its own script, style itself, and nothing else. */
import { createHash } from 'node:crypto'

/** The content security policy for a page with these inline scripts, by their exact text. */
export function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    `script-src ${hashes.length > 0 ? hashes.join(' ') : "'none'"}`,
    // Marks name their colours in attributes of their own.
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
