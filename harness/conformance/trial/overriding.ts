/** `target` with some of its methods replaced; the others are its own still. */
export function overriding<T extends object>(target: T, methods: Partial<T>): T {
  if (Object.keys(methods).length === 0) return target
  // Bound once: events and operations are many.
  const bound = new Map<string | symbol, unknown>()
  return new Proxy(target, {
    get(from, name) {
      const own: unknown = bound.get(name) ?? Reflect.get(methods, name)
      if (own !== undefined) return own
      const found: unknown = Reflect.get(from, name)
      if (typeof found !== 'function') return found
      const method: unknown = found.bind(from)
      bound.set(name, method)
      return method
    },
  })
}
