/**
 * What runs in the page: replaces the static pictures by live ones. Bundled by `bundle.mjs`;
 * expressions are interpreted, so that no text becomes code.
 */
import { transforms } from 'vega-dataflow'
import * as encode from 'vega-encode'
import { expressionInterpreter } from 'vega-interpreter'
import { parse } from 'vega-parser'
import { Handler } from 'vega-tooltip'
import * as basic from 'vega-transforms'
import { View } from 'vega-view'
import * as layout from 'vega-view-transforms'

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

interface Data {
  name: string
  values?: unknown[]
}

const tooltip = new Handler({ disableDefaultStyle: true, offsetX: 14, offsetY: 14 })

for (const chart of document.querySelectorAll('.chart')) {
  draw(chart).catch((error: unknown) => {
    // The static picture stays.
    console.error(error)
  })
}

async function draw(chart: PageElement): Promise<void> {
  const still = chart.querySelector('.still')
  const live = chart.querySelector('.live')
  const source = chart.querySelector('script')
  if (still === null || live === null || source === null) return
  const spec = JSON.parse(source.textContent ?? '')
  for (const data of spec.data as Data[]) {
    // Every view takes its own copy: Vega marks the records that it takes in.
    if (data.name === 'points') data.values = JSON.parse(textOf('points'))
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

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '[]'
}
