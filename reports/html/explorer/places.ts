/** Cells that may be read side by side, as the explorer's list of places has them. */
import { groupBy, MODE_FACTS, MODES, WORKLOADS } from '../../../engines/contract/index.js'
import type { Analysis, CellAnalysis } from '../../../results/analysis/index.js'
import type { Layout, Workload } from '../../../results/record/index.js'
import {
  bySize,
  cellLabels,
  LAYOUT_WORDS,
  PLACES,
  shownOps,
  WORKLOAD_WORDS,
} from '../../phrases/index.js'
import { capital } from '../../text/index.js'
import type { Place } from './data.js'

/** What a layout is called where a reader chooses. */
const LAYOUT_NAMES: Record<Layout, string> = {
  keep: 'tables kept',
  free: 'tables freed',
  block: '2M and 1G leaves',
  mixed: 'tables kept and freed',
}

/** Kinds of workload, in a few words. */
const WORKLOAD_NAMES: Record<Workload, string> = {
  ...WORKLOAD_WORDS,
  sweep: 'Buffers',
  'common-map': 'Unmap after one and the same map',
  mix: 'Buffers of mixed sizes',
}

/** Every kind of workload by mode and layout, then every buffer that was measured in several modes. */
export function placesOf({ cells }: Pick<Analysis, 'cells'>): Place[] {
  const indexed = cells.map((cell, at) => ({ cell, at }))
  return [...groups(indexed), ...modes(indexed)]
}

type Indexed = ReadonlyArray<{ cell: CellAnalysis; at: number }>

function groups(indexed: Indexed): Place[] {
  const places: Place[] = []
  for (const workload of WORKLOADS) {
    for (const { layout, mode } of PLACES) {
      const own = indexed.filter(
        ({ cell }) => cell.workload === workload && cell.mode === mode && cell.layout === layout,
      )
      if (own.length === 0) continue
      const labels = cellLabels(own.map(({ cell }) => cell))
      const alike = new Set(own.map(({ cell }) => cell.alignment)).size < 2
      const sorted = workload === 'sweep' ? bySize(own, ({ cell }) => cell) : own
      const layoutName = layout === undefined ? 'layout unknown' : LAYOUT_NAMES[layout]
      const named = [WORKLOAD_NAMES[workload], layoutName, MODE_FACTS[mode].title]
      places.push({
        id: [workload, layout ?? 'unknown', mode].join('.'),
        label: named.filter((part) => part !== '').join(', '),
        group: WORKLOAD_WORDS[workload],
        about: `${capital(MODE_FACTS[mode].words)}; ${layout === undefined ? 'what its baseline counted does not tell the layout' : LAYOUT_WORDS[layout]}`,
        cells: sorted.map(({ cell, at }) => ({
          cell: at,
          label: labelled(labels.get(cell.id) ?? cell.id, cell, alike),
        })),
        ops: shownOps(own.map(({ cell }) => cell)),
      })
    }
  }
  return places
}

function modes(indexed: Indexed): Place[] {
  const sweeps = indexed.filter(({ cell }) => cell.workload === 'sweep')
  return [...groupBy(sweeps, ({ cell }) => bufferOf(cell))].flatMap(([key, members]) => {
    const sorted = MODES.flatMap((mode) => members.filter(({ cell }) => cell.mode === mode))
    const [first] = sorted
    if (first === undefined || sorted.length < 2) return []
    return [
      {
        id: `modes.${key}`,
        label: first.cell.title,
        group: 'A buffer in every mode',
        about:
          'A lazy domain leaves invalidation to a flush queue; for a non-coherent walker ptes are written back',
        cells: sorted.map(({ cell, at }) => ({ cell: at, label: MODE_FACTS[cell.mode].words })),
        ops: shownOps(sorted.map(({ cell }) => cell)),
      },
    ]
  })
}

/** What two cells of one buffer share. */
function bufferOf({
  alignment,
  bufferBytes,
  layout,
  pgsizeBitmap,
  segments,
}: CellAnalysis): string {
  return [layout, bufferBytes, pgsizeBitmap, alignment, segments].join('-')
}

/** How a buffer lies, where its label may not tell. */
function labelled(label: string, { alignment, segments }: CellAnalysis, alike: boolean): string {
  if (label.includes(',')) return label
  if (segments !== undefined) return `${label}, scattered`
  return alignment === undefined || alignment === 'aligned' || alike
    ? label
    : `${label}, ${alignment}`
}
