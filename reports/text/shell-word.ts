/** Quotes a word for a POSIX shell where it holds anything that the shell would read. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) && !word.startsWith('~')
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`
}
