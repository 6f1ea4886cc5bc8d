/** Operations told call by call. */
export { type Buffer, type BufferWords, parseBuffer } from './buffer.js'
export { chooseEngines } from './choose-engines.js'
export { type Event, eventSchema } from './event.js'
export { EventProbe } from './event-probe.js'
export { type Explained, explain } from './explain.js'
export { countsOf, replay } from './replay.js'
export { type Explanation, explanationOf, explanationSchema } from './schema.js'
export { bufferText, explanationText, type TextOptions } from './text.js'
