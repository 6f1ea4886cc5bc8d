export { Gather } from './gather.js'
export { type DriverOps, Mapped, type MappingOps, type PageTableOps, type TlbOps } from './ops.js'
export { SmmuV3, SmmuV3Tlb } from './smmu-v3.js'
