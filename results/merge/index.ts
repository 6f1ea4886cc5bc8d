/** Results that are parts of one run, merged. */
export { type MergedHead, type MergeOptions, mergeShards } from './merge.js'
