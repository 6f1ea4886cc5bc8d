import { arm64Soak } from './arm64.js'
import { entriesSoak } from './entries.js'
import { killSoak } from './kills.js'
import { shardsSoak } from './many-shards.js'
import { nativeSoak } from './native.js'
import { packedSoak } from './packed.js'
import type { SoakPart } from './part.js'
import { slurmSoak } from './slurm.js'
import { traceSoak } from './traces.js'
import { verifySoak } from './verify.js'

/** All parts, in the order in which they run. */
export const SOAK_PARTS: readonly SoakPart[] = [
  nativeSoak,
  traceSoak,
  verifySoak,
  arm64Soak,
  entriesSoak,
  killSoak,
  packedSoak,
  slurmSoak,
  shardsSoak,
]
