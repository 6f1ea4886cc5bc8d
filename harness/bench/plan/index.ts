export { batchesOf } from './batches.js'
export { uncovered } from './covers.js'
export { balancedOrders, shuffled } from './order.js'
export { slotsFor } from './slots.js'
