export { type Crash, loadCrash, saveCrash } from './file.js'
export { type CrashKeeper, keepCrash } from './keep.js'
export { replay } from './replay.js'
