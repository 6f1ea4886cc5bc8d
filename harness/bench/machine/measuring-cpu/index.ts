export { type MeasuringCpu, type TakeOptions, takeCpu } from './take.js'
