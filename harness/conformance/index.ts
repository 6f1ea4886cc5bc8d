export { Attendant } from './attendant.js'
export { CASES } from './cases/index.js'
export { chooseCases, chooseEngines } from './choose.js'
export { formatEngine, formatSeconds, formatTally, type Tally, tallyOf } from './report.js'
export { failedSelfTests, runSelfTests, selfTestLines } from './self-tests.js'
export type { Case, Trial, Verdict } from './trial/case.js'
export { runCase } from './trial/run-case.js'
export {
  type CaseResult,
  type EngineReport,
  type VerifyOptions,
  verifyEngine,
} from './verify-engine.js'
