export { ARM_LPAE_4K } from './formats/arm-lpae-4k.js'
export type { Format } from './formats/format.js'
export { reachableTables } from './leaves.js'
export { PageTable } from './page-table.js'
