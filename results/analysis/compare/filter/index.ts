/** Filters, as benchstat's users write them. */
export { type Filter, parseFilter } from './parse.js'
export { FilterError } from './words.js'
