/** Files that need not be there: what the kernel shows of itself, and what others wrote. */
import { readFileSync } from 'node:fs'

/** What a file holds; nothing where it cannot be read. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
