export { calibrate } from './calibrate.js'
export { calibrateOptionsSchema } from './options.js'
