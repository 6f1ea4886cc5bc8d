/** The hunks of a diff, by what their heads say of their lengths: what is behind the last one is none of its lines. */

interface Hunk {
  /** `@@ -1,7 +1,8 @@`. */
  head: string
  /** Its lines, with what begins them. */
  lines: string[]
  /** Lines of the file before and after that the head counts and that are not there. */
  short: { before: number; after: number }
}

const HEAD = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/

/** All hunks of a diff, in their order. */
export function hunksOf(diff: string): Hunk[] {
  const hunks: Hunk[] = []
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const last = hunks.at(-1)
    const isOpen = last !== undefined && (last.short.before > 0 || last.short.after > 0)
    if (isOpen) {
      last.lines.push(line)
      if (line.startsWith('\\')) continue
      if (!line.startsWith('+')) last.short.before--
      if (!line.startsWith('-')) last.short.after--
      continue
    }
    const counts = HEAD.exec(line)
    if (counts === null) continue
    const [, before = '1', after = '1'] = counts
    hunks.push({ head: line, lines: [], short: { before: Number(before), after: Number(after) } })
  }
  return hunks
}

/** Most lines that are given back to the end of a diff. */
const MOST_GIVEN = 3

/** A diff with what editors and shells take from its end: the last newline, and lines of context that are empty. */
export function withItsEnd(diff: string): string {
  const text = diff.endsWith('\n') ? diff : `${diff}\n`
  const { after = 0, before = 0 } = hunksOf(text).at(-1)?.short ?? {}
  return before === after && before <= MOST_GIVEN ? `${text}${' \n'.repeat(before)}` : text
}
