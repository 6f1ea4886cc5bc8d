export { buildTree, readBuild } from './build-tree.js'
export { type LinuxBuild, PLAIN_BUILDS, SELF_TEST } from './linux-build.js'
export { runSelfTests, type SelfTests } from './self-test.js'
