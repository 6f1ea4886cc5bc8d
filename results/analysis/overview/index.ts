export { type Spread, Spreads } from './spread.js'
