export { uncovered } from './covers.js'
export { balancedOrders } from './order.js'
export { type CellCost, type CellSchedule, schedule, scheduledMs } from './schedule.js'
export { type PhaseTimes, slotsFor, trialSlots } from './slots.js'
