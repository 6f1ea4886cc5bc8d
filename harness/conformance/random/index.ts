export { replay } from './replay.js'
export {
  type RandomFailure,
  type RandomOptions,
  type RandomReport,
  runRandom,
} from './run-random.js'
export { formatScript, parseScript, type Script, type Step } from './script.js'
