export { buildTree } from './build-tree.js'
export { type LinuxBuild, PLAIN_BUILDS, SELF_TEST } from './linux-build.js'
export { readBuild } from './report.js'
export { runSelfTests, type SelfTests } from './self-test.js'
