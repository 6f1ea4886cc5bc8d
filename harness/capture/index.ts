/** Records traces of this machine, by tracefs. */
export { byHand } from './by-hand.js'
export { type Capture, type Captured, type CaptureOptions, capture } from './capture.js'
export { COMMON_ENTRY_POINTS, type EntryPoint, findEntryPoints } from './entry-points.js'
export { COMMON_EVENTS, eventsOf } from './events.js'
export { machineFacts, unseen } from './facts.js'
export { requireNew, save } from './save.js'
export { type Setup, setupOf } from './setup.js'
export { findTracefs, type Tracefs } from './tracefs.js'
