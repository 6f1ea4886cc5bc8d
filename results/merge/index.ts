/** Results that are parts of one run, merged. */
export { type MergeOptions, mergeShards } from './merge.js'
