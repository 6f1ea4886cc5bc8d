/**
 * What is wrong with a command line that has an empty word, which is the value of a variable that is not
 * set and the name of nothing; `undefined` where it has none. What follows a `--` is another command's.
 */
export function emptyWord(args: readonly string[]): string | undefined {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  const at = own.findIndex((word) => word === '' || /^--[\w-]+=$/.test(word))
  if (at < 0) return undefined
  const before = (own[at] || own[at - 1])?.replace(/=$/, '')
  return `${before === undefined ? '' : `${before}: `}an empty word follows; is a variable not set?`
}
