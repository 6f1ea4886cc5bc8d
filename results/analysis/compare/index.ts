/** Runs compared with each other: ratios with intervals, counts, what is gone, and a gate. */

export { effectOf } from '../ratios/judge.js'
export { type CompareOptions, compareResults, DEFAULT_COL, DEFAULT_ROW } from './compare.js'
export { differencesOf } from './differences.js'
export * from './gate.js'
export { KEY_NAMES, KEYS, type Key, parseKeys } from './keys.js'
export * from './types.js'
