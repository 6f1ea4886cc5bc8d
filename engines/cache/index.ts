export { Cache } from './cache.js'
export { domainSum, fileSum, modulesSum, sumOf, tapeSum } from './sums.js'
