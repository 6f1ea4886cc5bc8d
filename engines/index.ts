export * from './contract/index.js'
export { allEngines, kernelEngines, kernelTiers, useKernels } from './kernels.js'
export { LeafModel, type Segment } from './model/leaf-model.js'
export { describe as describeTranslation, Model } from './model/model.js'
export { PACKAGE } from './package-url.js'
export { CountingProbe } from './probes/counting.js'
export {
  ABSENT_TIERS,
  BUILT_IN_ENGINES,
  LIMITS,
  NEAREST_TIERS,
  OTHER_FORMAT_ENGINES,
  VARIANT_ENGINES,
} from './registry.js'
export {
  domainProblem,
  type Format,
  fittingFormat,
  formatProblem,
  type Geometry,
  geometryOf,
  type Leaves,
  leavesIn,
  rootOf,
  useFormat,
} from './table/index.js'
export { besideBareLoops } from './ts/bare-loops.js'
export { tsEngine } from './ts/engine.js'
export { CALL_SHAPES } from './ts/shapes.js'
