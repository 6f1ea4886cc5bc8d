/** Operations, printed call by call. */
export { type BufferOptions, parseBuffer } from './buffer.js'
export { chooseEngines } from './choose-engines.js'
export { type Explained, explain } from './explain.js'
export { fixedCostText } from './fixed-cost.js'
export { countBuffer, type EngineInstructions } from './instructions.js'
export { explanationOf } from './schema.js'
export { writeStacks } from './stacks.js'
export { bufferText, explanationText } from './text.js'
