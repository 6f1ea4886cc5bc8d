export { replay } from './replay.js'
export {
  type RandomFailure,
  type RandomOptions,
  type RandomReport,
  runRandom,
} from './run-random.js'
