/** A worker whose answers are what the request says. */
export function createHandlers() {
  return { answer: ({ value }: { value: unknown }) => value }
}
