export { keepBusy } from './busy.js'
export { Countdown } from './countdown.js'
export {
  crossTalkText,
  keepCrossTalk,
  measureCrossTalk,
  readCrossTalk,
} from './cross-talk/index.js'
export { measureFamily } from './family.js'
export { isTrue } from './promises.js'
export { calibrationOf, crossTalkFile, keepFamily, machineWords, repeatFolder } from './runs.js'
export { calibrationSet } from './set.js'
export { isRight, scoreShort, shortText } from './short.js'
export { calibrationText, foundOf } from './text.js'
