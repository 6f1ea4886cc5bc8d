/**
 * What runs in the page: replaces the static pictures by live ones. Bundled by `bundle.mjs`;
 * expressions are interpreted, so that no text becomes code.
 */
import type { Spec } from 'vega'
import { transforms } from 'vega-dataflow'
import * as encode from 'vega-encode'
import { expressionInterpreter } from 'vega-interpreter'
import { parse } from 'vega-parser'
import { formatValue, Handler } from 'vega-tooltip'
import * as basic from 'vega-transforms'
import { View } from 'vega-view'
import * as layout from 'vega-view-transforms'
import { unpack } from './unpack.js'

Object.assign(transforms, basic, layout, encode)

/** The little of a browser that is used here; the project is compiled for Node. */
interface PageElement {
  textContent: string | null
  hidden: boolean
  querySelector(selector: string): PageElement | null
  setAttribute(name: string, value: string): void
}
declare const document: {
  getElementById(id: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}
declare class IntersectionObserver {
  constructor(
    seen: (entries: ReadonlyArray<{ isIntersecting: boolean; target: PageElement }>) => void,
    options: { rootMargin: string },
  )
  observe(element: PageElement): void
  unobserve(element: PageElement): void
}

interface Data {
  name: string
  values?: unknown
  source?: unknown
}

/** How far outside the window a chart is drawn already. */
const AHEAD = '400px 0px'

let sharedText: Promise<string> | undefined

const tooltip = new Handler({
  disableDefaultStyle: true,
  offsetX: 14,
  offsetY: 14,
  formatTooltip: (value, toHtml, depth) => formatValue(withoutBlanks(value), toHtml, depth),
})

/** A tooltip's lines without those that a mark has no value for. */
function withoutBlanks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const said = Object.entries(value).filter(
    ([, text]) => !['', 'undefined', undefined].includes(text),
  )
  return Object.fromEntries(said)
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      observer.unobserve(target)
      draw(target).catch((error: unknown) => {
        // The static picture stays.
        console.error(error)
      })
    }
  },
  { rootMargin: AHEAD },
)
for (const chart of document.querySelectorAll('.chart')) observer.observe(chart)

async function draw(chart: PageElement): Promise<void> {
  const still = chart.querySelector('.still')
  const live = chart.querySelector('.live')
  const source = chart.querySelector('script')
  const data = document.getElementById('data')
  if (still === null || live === null || source === null || data === null) return
  const spec = JSON.parse(await unpack(source)) as Spec & { data: Data[] }
  // Every view takes its own copy: Vega marks the records that it takes in.
  sharedText ??= unpack(data)
  const shared = JSON.parse(await sharedText)
  for (const set of spec.data) {
    if (set.values === undefined && set.source === undefined) set.values = shared[set.name]
  }
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    hover: true,
    tooltip: tooltip.call,
    container: live,
  })
  live.hidden = false
  await view.runAsync()
  still.hidden = true
  chart.setAttribute('data-live', '')
}
