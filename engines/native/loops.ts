/**
 * The limits of tier `native`: no page table, but one flat array with a descriptor a page, and
 * loops in C, built with the same flags as the engines. They are timed in turn with the engines.
 */
import { moduleOf, numberOf, timedBinding } from './binding.js'
import type { EngineInC } from './engine.js'
import { NativeSession } from './session.js'

const LOOPS = [
  {
    shape: 'bare-loop',
    summary: 'a limit, no engine: one store and one clear a page in a flat array, nothing else',
  },
  {
    shape: 'checked-loop',
    summary: 'a limit, no engine: as bare-loop, but every pte is looked at before it is written',
  },
] as const

/** Only for domains of 4K pages: they know no other leaf, and no map that fails. */
export const NATIVE_LOOPS: readonly EngineInC[] = LOOPS.map(({ shape, summary }) => ({
  id: `native/${shape}`,
  tier: 'native',
  shape,
  format: 'arm-lpae-4k',
  summary,
  semantics: { coveredTable: 'cleared', insideBlock: 'split', blockOverTable: 'replaced' },
  timesItself: true,
  module: () => moduleOf('timed'),
  buildFiles: () => [moduleOf('timed')],
  open: () => openLoop(shape),
}))

/** A session of what is timed beside engines, by its name. */
export function openLoop(name: string): NativeSession {
  const binding = timedBinding()
  return new NativeSession(binding, binding.openLoop(numberOf(binding.loopNames().loops, name)))
}

/**
 * Turns a session of `native/per-page` into a plain rendering of it, its layers in one function.
 *
 * @returns whether it can: only on a coherent, strict domain of 4K pages and 48 bits both ways.
 */
export function runPlainly({ handle }: NativeSession): boolean {
  return timedBinding().runPlainly(handle)
}
