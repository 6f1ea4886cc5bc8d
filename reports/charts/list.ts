/** The charts of a run, each of which is a file in its folder. A new chart is a line below. */
import type { Chart } from './chart.js'
import { headline } from './headline.js'
import { LEFT_ON_TABLE, NS_PER_PAGE, SPEED_UP } from './measures.js'
import { bySize, inPlaces } from './views.js'

export const CHARTS: readonly Chart[] = [
  headline,
  bySize(SPEED_UP),
  inPlaces(SPEED_UP, 'map'),
  inPlaces(SPEED_UP, 'unmap'),
  inPlaces(SPEED_UP, 'sum'),
  bySize(NS_PER_PAGE),
  inPlaces(NS_PER_PAGE, 'map'),
  inPlaces(NS_PER_PAGE, 'unmap'),
  bySize(LEFT_ON_TABLE),
  inPlaces(LEFT_ON_TABLE, 'sum'),
]
