/** The samples of a row beside those of its baseline, in the order in which they were taken. */
import { formatNs } from '../../phrases/index.js'
import { html, type Markup } from '../parts/markup.js'

export interface SampleLine {
  id: string
  ns: ReadonlyArray<number | null>
  /** Whether it is the row that was asked for. */
  own: boolean
}

const WIDTH = 600
const HEIGHT = 130
const LEFT = 62

/** Time upwards on a logarithmic axis, rounds to the right. */
export function drawSamples(generation: readonly number[], lines: readonly SampleLine[]): Markup {
  const values = lines.flatMap(({ ns }) => ns.flatMap((value) => value ?? []))
  const [low, high] = [Math.min(...values) / 1.03, Math.max(...values) * 1.03]
  const rounds = Math.max(1, generation.length)
  const x = (round: number) => LEFT + ((round + 0.5) / rounds) * (WIDTH - LEFT - 8)
  const y = (ns: number) => 8 + (1 - Math.log(ns / low) / Math.log(high / low)) * (HEIGHT - 16)
  const ends = [Math.min(...values), Math.max(...values)]
  const name = `Samples of ${lines.map(({ id }) => id).join(' and ')}, between ${ends.map(formatNs).join(' and ')}`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="lanes" role="img" aria-label="${name}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${turns(
    generation,
  ).map(
    ({ from, to }) =>
      html`<rect class="band" x="${x(from - 0.5).toFixed(1)}" width="${(x(to) - x(from)).toFixed(1)}" y="4" height="${HEIGHT - 8}"/>`,
  )}${ends.map(
    (ns) =>
      html`<text class="end" x="${LEFT - 6}" y="${(y(ns) + 4).toFixed(1)}">${formatNs(ns)}</text>`,
  )}${lines.map(
    ({ ns, own }) =>
      html`<g class="${own ? 'own' : 'base'}">${ns.map((value, round) =>
        value === null
          ? undefined
          : html`<circle cx="${x(round).toFixed(1)}" cy="${y(value).toFixed(1)}" r="1.6"/>`,
      )}</g>`,
  )}</svg>`
}

/** Every second generation's rounds: from the first to behind the last. */
function turns(generation: readonly number[]): Array<{ from: number; to: number }> {
  const starts = generation.flatMap((one, at) => (one === generation[at - 1] ? [] : [at]))
  return starts.flatMap((from, at) =>
    at % 2 === 1 ? [{ from, to: starts[at + 1] ?? generation.length }] : [],
  )
}
