export { type Crash, loadCrash, saveCrash } from './file.js'
export { CrashKeeper } from './keep.js'
export { replay } from './replay.js'
