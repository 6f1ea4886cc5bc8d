export { readCrossTalk, saveCrossTalk } from './file.js'
export { measureCrossTalk } from './measure.js'
export { crossTalkText } from './text.js'
