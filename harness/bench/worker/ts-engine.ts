import {
  BUILT_IN_ENGINES,
  DEFAULT_FORMAT,
  type Engine,
  type ShapeName,
} from '../../../engines/index.js'

/** A call shape on tier ts, which counts in this process. */
export function tsEngineOf(shape: ShapeName): Engine {
  const id = `ts/${shape}`
  const engine = BUILT_IN_ENGINES.find((one) => one.id === id && one.format === DEFAULT_FORMAT)
  if (engine === undefined) throw new Error(`there is no engine ${id}`)
  return engine
}
