export { patchTrees } from './patch.js'
