export { Gather } from './gather.js'
export { type DriverOps, Mapped, type MappingOps, type PageTableOps, type TlbOps } from './ops.js'
export { ScatterList } from './scatter-list.js'
export { SmmuV3, SmmuV3OverPages, SmmuV3Tlb } from './smmu-v3.js'
