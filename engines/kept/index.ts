export { KeptStore } from './store.js'
export { domainSum, fileSum, modulesSum, sumOf, tapeSum } from './sums.js'
