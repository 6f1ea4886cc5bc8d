export { KeptStore } from './store.js'
export { domainSum, fileSum, sumOf, tapeSum } from './sums.js'
