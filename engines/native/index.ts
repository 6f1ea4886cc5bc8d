export { timeLookups, timeTapeFloor, timeUnmaps } from './beside.js'
export { type CountingBinding, loadModule } from './binding.js'
export {
  type Built,
  buildReport,
  type Compiler,
  nativeFolder,
} from './build-report.js'
export { cFilesBelow, isInProgram } from './c-files.js'
export {
  engineInC,
  type NativeEngine,
  tierName,
  VARIANTS,
  type Variant,
} from './engine.js'
export { FORMATS_HEADER, formatsInC, generatedHeaders, shapeInC } from './generated.js'
export {
  ensureLinkOrders,
  useLinkOrder,
} from './link-orders.js'
export { type LinkRecipe, writeLinkRecipes } from './link-recipes.js'
export { runPlainly } from './loops.js'
export { ObjectCache } from './object-cache.js'
export { mostTables } from './open-session.js'
export { runCompiler } from './run-compiler.js'
export type { Series } from './series.js'
export { NativeSession } from './session.js'
export { nativeTier, writeBackInstruction } from './tier.js'
export {
  modulesOf,
  runTurns,
  type TurnRow,
  WrongOutcome,
} from './turns.js'
