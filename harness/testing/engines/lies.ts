import { brokenEngine, claim } from './broken.js'

export const engine = brokenEngine('lies', () => ({ runMaps: claim, runUnmaps: claim }))
