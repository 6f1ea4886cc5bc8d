/** First pass over a whole run: everything that it compares, before any of it is judged. */
import type { Result } from '../../record/index.js'
import { claimsOf, pairRows } from '../ratios/pairs.js'
import { pairAcross } from './across.js'
import { pairCommonMaps } from './common-maps.js'
import { pairLibraries, pairLibrariesByRange } from './libraries.js'
import { pairMeans } from './means.js'
import { pairOverOld } from './over-old.js'

/** Rows in pairs, all else that is compared by its kind, and one sample of each comparison that has an interval. */
export function comparisonsOf({ cells, rows }: Pick<Result, 'cells' | 'rows'>) {
  const pairs = pairRows(cells, rows)
  const { across, withoutTwin } = pairAcross(cells, rows)
  const pending = {
    means: pairMeans(pairs),
    commonMaps: pairCommonMaps(pairs),
    across,
    libraries: pairLibraries(cells, rows),
    librariesByRange: pairLibrariesByRange(cells, rows),
    overOld: pairOverOld(cells, rows),
  }
  const others = Object.values(pending).flatMap((kind) =>
    kind.flatMap(({ sample }) => sample ?? []),
  )
  const samples = [...pairs.flatMap(claimsOf), ...others]
  return { pairs, withoutTwin, ...pending, samples }
}
