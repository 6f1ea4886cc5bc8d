/** A diff's text by the files that it changes: what git tells of it, for where git is not installed. */

interface Section {
  /** What it names without so many of their first parts, two where a file is renamed. */
  paths: string[]
  text: string
}

/** The parts of a diff that name one of `paths`, in their order, as they are. */
export function sectionsFor(diff: string, strip: number, paths: readonly string[]): string {
  return sectionsOf(diff, strip)
    .filter((section) => section.paths.some((path) => paths.includes(path)))
    .map(({ text }) => text)
    .join('')
}

export function sectionsOf(diff: string, strip: number): Section[] {
  const sections: Section[] = []
  const lines = diff.split(/(?<=\n)/)
  let inGitSection = false
  lines.forEach((line, at) => {
    const git = line.startsWith('diff --git ')
    const plain = line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ')
    if (git || (plain && !inGitSection)) sections.push({ paths: [], text: '' })
    inGitSection = git || (inGitSection && !plain)
    const section = sections.at(-1)
    if (section === undefined) return
    section.text += line
    const named = /^(?:\+\+\+|---) ([^\t\r\n]+)/.exec(line)?.[1]
    if (named !== undefined && named !== '/dev/null') section.paths.push(without(named, strip))
    // A rename names its paths without a/ and b/.
    const renamed = /^rename (?:from|to) ([^\r\n]+)/.exec(line)?.[1]
    if (renamed !== undefined) section.paths.push(without(renamed, Math.max(0, strip - 1)))
  })
  return sections
}

function without(path: string, parts: number): string {
  return path.split('/').slice(parts).join('/')
}
