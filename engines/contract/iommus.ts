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
import { isArmLpae } from './formats.js'

/** An IOMMU, with the driver that sends it commands. */
export interface Iommu {
  /** What counts its commands. */
  counter: InvalidationCounter
  name: string
  /** What counts those that invalidate everything, where its driver gives up a range. */
  whole?: WholeCounter
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

/** Formats that are not of ARM. Both VT-d's first stage and AMD's v2 tables are x86-64's. */
const OTHERS: ReadonlyMap<string, readonly Iommu[]> = new Map([
  ['vtd-ss', [VTD]],
  ['x86-64', [VTD_FIRST, AMD, AMD_NP]],
  ['amd-v1', [AMD, AMD_NP]],
  ['amd-v1-contiguous', [AMD, AMD_NP]],
  ['riscv-64', [RISCV_RANGE, RISCV]],
])

/** Every IOMMU that is modelled, each once. */
export const IOMMUS: readonly Iommu[] = [...new Set([ARM_LPAE_IOMMUS, ...OTHERS.values()].flat())]

/** The IOMMUs that read the tables of a format, by its id; none where none is modelled. */
export function iommusOf(format: string): readonly Iommu[] {
  return isArmLpae(format) ? ARM_LPAE_IOMMUS : (OTHERS.get(format) ?? [])
}

/** Counters that are some IOMMU's. */
const OF_SOME_IOMMU = new Set<Counter>([
  ...IOMMUS.flatMap(countersOfIommu),
  ...(['invalidatedBytes', 'alignedBytes'] satisfies ReachCounter[]),
])

/**
 * What an engine of a format counts: of invalidation commands those of its own IOMMUs alone; of the bytes
 * that they reach those of the first.
 */
export function countersOf(format: string): Counter[] {
  const iommus = iommusOf(format)
  const own = new Set<Counter>(iommus.flatMap(countersOfIommu))
  if (iommus.length > 0) own.add(isArmLpae(format) ? 'invalidatedBytes' : 'alignedBytes')
  return COUNTER_NAMES.filter((name) => !OF_SOME_IOMMU.has(name) || own.has(name))
}

function countersOfIommu({ counter, whole }: Iommu): Counter[] {
  return whole === undefined ? [counter] : [counter, whole]
}

/** Every counter of the default format at 0. */
export function zeroCounts(): Counts {
  return Object.fromEntries(countersOf(DEFAULT_FORMAT).map((name) => [name, 0]))
}
