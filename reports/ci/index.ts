/** Formats of kernel CI. They know no figures: who prints them says what a test is. */
export { type KtapCase, type KtapTest, ktap } from './ktap.js'
export { type LavaCase, lava } from './lava.js'
