export { type CalibrateOptions, calibrate } from './calibrate.js'
