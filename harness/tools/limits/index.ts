export { LIMITS, type Limits } from './protocol.js'
export { RIVALRIES } from './rivals.js'
