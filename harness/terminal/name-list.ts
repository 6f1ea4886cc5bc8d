import { existsSync } from 'node:fs'
import { z } from 'zod'

/**
 * Names as they are typed behind an option, with spaces or commas between them: `a b` or `a,b`. For names
 * that hold no comma; a path of a file that is there is one name, whatever it holds.
 */
export const nameList = z.array(z.string()).default([]).transform(splitNames)

/** The names of such a list, in their order. */
export function splitNames(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const names = existsSync(word) ? [word] : word.split(',').filter((name) => name !== '')
    // A comma alone is a name that there is not, and is reported as one.
    return names.length === 0 ? [word] : names
  })
}
