import type { Tape } from '../contract/index.js'
import { loadBinding, numberOf } from './binding.js'
import { type Series, type SeriesOptions, timeSeries } from './series.js'

/**
 * Times cycles of a tape that is read and not carried out: the floor of what a tape costs, told as
 * an engine's series is.
 */
export function timeTapeFloor(tape: Tape, options: SeriesOptions): Series {
  const binding = loadBinding('timed')
  const handle = binding.openLoop(numberOf(binding.loopNames().loops, 'nothing'))
  try {
    return timeSeries(binding, handle, tape, options)
  } finally {
    binding.close(handle)
  }
}
