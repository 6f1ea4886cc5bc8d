/** Tapes that take long to compile. */
import type { Tape } from '../../engines/contract/index.js'

const inUse = new Map<string, WeakRef<Tape>>()

/** The tape of this key that somebody still holds, or a new one: what two suites have in common is made once. */
export function onceInUse(key: string, compile: () => Tape): Tape {
  const held = inUse.get(key)?.deref()
  if (held !== undefined) return held
  const tape = compile()
  inUse.set(key, new WeakRef(tape))
  return tape
}
