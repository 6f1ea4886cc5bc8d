export { replay } from './replay.js'
export { runRandom } from './run-random.js'
