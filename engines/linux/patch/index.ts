export { patchTree, patchTrees } from './patch.js'
