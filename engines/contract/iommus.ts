/**
 * The IOMMUs that read the tables of a format, by what their drivers send to invalidate, and what an
 * engine of that format therefore counts. engines/probes/tlbi.ts says how each is modelled.
 */
import {
  COUNTER_NAMES,
  type Counter,
  type Counts,
  type InvalidationCounter,
  type ReachCounter,
  type WholeCounter,
} from './counters.js'
import { DEFAULT_FORMAT } from './engine.js'

/** An IOMMU, with the driver that sends it commands. */
export interface Iommu {
  /** What counts its commands. */
  counter: InvalidationCounter
  name: string
  /** What counts those that invalidate everything, where its driver gives up a range. */
  whole?: WholeCounter
}

/** The IOMMUs of a format; where their commands reach bytes beyond the range, those of the first. */
interface OfFormat {
  iommus: readonly Iommu[]
  reach: ReachCounter
}

/** The IOMMUs of the ARM LPAE formats. */
export const ARM_LPAE_IOMMUS: readonly Iommu[] = [
  { counter: 'tlbiPerPage', name: 'SMMUv2, a page each' },
  { counter: 'tlbiList', name: 'SMMUv3, a list' },
  { counter: 'tlbiRange', name: 'SMMUv3, ranges' },
  { counter: 'tlbiTwoRanges', name: 'SMMUv3, two ranges' },
]

const VTD: Iommu = { counter: 'tlbiVtd', name: 'VT-d', whole: 'wholeVtd' }
const VTD_FIRST: Iommu = { counter: 'tlbiVtdFirst', name: 'VT-d, first stage' }
const AMD: Iommu = { counter: 'tlbiAmd', name: 'AMD' }
const AMD_NP: Iommu = { counter: 'tlbiAmdNp', name: 'AMD, in a guest' }
const RISCV_RANGE: Iommu = { counter: 'tlbiRiscvRange', name: 'RISC-V, ranges' }
const RISCV: Iommu = { counter: 'tlbiRiscv', name: 'RISC-V, a page each', whole: 'wholeRiscv' }

const ARM_LPAE: OfFormat = { iommus: ARM_LPAE_IOMMUS, reach: 'invalidatedBytes' }

/** Formats that are not of ARM. Both VT-d's first stage and AMD's v2 tables are x86-64's. */
const OTHERS: ReadonlyMap<string, OfFormat> = new Map([
  ['vtd-ss', { iommus: [VTD], reach: 'alignedBytes' }],
  ['x86-64', { iommus: [VTD_FIRST, AMD, AMD_NP], reach: 'alignedBytes' }],
  ['amd-v1', { iommus: [AMD, AMD_NP], reach: 'alignedBytes' }],
  ['amd-v1-contiguous', { iommus: [AMD, AMD_NP], reach: 'alignedBytes' }],
  ['riscv-64', { iommus: [RISCV_RANGE, RISCV], reach: 'alignedBytes' }],
])

/** Every IOMMU that is modelled, each once. */
export const IOMMUS: readonly Iommu[] = [
  ...new Set([ARM_LPAE, ...OTHERS.values()].flatMap(({ iommus }) => iommus)),
]

function ofFormat(format: string): OfFormat | undefined {
  return format.startsWith('arm-lpae') ? ARM_LPAE : OTHERS.get(format)
}

/** The IOMMUs that read the tables of a format, by its id; none where none is modelled. */
export function iommusOf(format: string): readonly Iommu[] {
  return ofFormat(format)?.iommus ?? []
}

const REACHES: readonly ReachCounter[] = ['invalidatedBytes', 'alignedBytes']

/** Counters that are some IOMMU's. */
const OF_SOME_IOMMU = new Set<Counter>([...IOMMUS.flatMap(countersOfIommu), ...REACHES])

/** What an engine of a format counts: of invalidation commands those of its own IOMMUs alone. */
export function countersOf(format: string): Counter[] {
  const { iommus, reach } = ofFormat(format) ?? { iommus: [] }
  const own = new Set<Counter | undefined>([...iommus.flatMap(countersOfIommu), reach])
  return COUNTER_NAMES.filter((name) => !OF_SOME_IOMMU.has(name) || own.has(name))
}

function countersOfIommu({ counter, whole }: Iommu): Counter[] {
  return whole === undefined ? [counter] : [counter, whole]
}

/** Every counter of the default format at 0. */
export function zeroCounts(): Counts {
  return Object.fromEntries(countersOf(DEFAULT_FORMAT).map((name) => [name, 0]))
}
