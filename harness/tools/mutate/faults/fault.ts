/** One realistic mistake in one file of the sources, as data. */
export interface Fault {
  /** The file, from the project's root. */
  file: string
  /** A snippet of its text, as short as tells it apart, and what stands there instead. */
  find: string
  replace: string
  /** How often the snippet stands in the file; all of them are replaced. Once, where it is absent. */
  times?: number
  /** The mistake, as a sentence would say it. */
  says: string
  /** Words of the paths of test files that should see it, the quickest first. */
  tests: readonly string[]
  /** Why no test can see it, where that is so: then it counts as no survivor. */
  equivalent?: string
}

/** A snippet, what stands there instead, and how often it stands there where that is not once. */
type Mistake = readonly [find: string, replace: string, times?: number]

/** Mistakes in one file that the same tests should see, each by what a sentence would say of it. */
export function inFile(
  file: string,
  tests: readonly string[],
  mistakes: Readonly<Record<string, Mistake>>,
): Fault[] {
  return Object.entries(mistakes).map(([says, [find, replace, times = 1]]) => ({
    file,
    tests,
    says,
    find,
    replace,
    times,
  }))
}

/** The file's text with the fault in it; a message where it does not apply. */
export function planted(text: string, { find, replace, times = 1 }: Fault): string | Error {
  const parts = text.split(find)
  if (parts.length !== times + 1) {
    const often = parts.length === 2 ? 'once' : `${parts.length - 1} times`
    return new Error(
      `${JSON.stringify(find)} stands there ${often}, not ${times === 1 ? 'once' : `${times} times`}`,
    )
  }
  if (find === replace) return new Error('it changes nothing')
  return parts.join(replace)
}
