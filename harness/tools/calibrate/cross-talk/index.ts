export { type CrossTalk, keepCrossTalk, readCrossTalk } from './kept.js'
export { measureCrossTalk } from './measure.js'
export { crossTalkText } from './text.js'
