/** Values of an option that may be given again, with one more; there are none, and no default, where it is not given. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}
