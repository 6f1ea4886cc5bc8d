/** Axes of buffer sizes: every size has its label, on a second or third line where two are close. */
import { formatSize } from '../../engines/contract/index.js'
import { logDomain } from './log-axis.js'

/** Pixels that a character of a label takes, and that stay free between two labels. */
const CHARACTER = 7
const BETWEEN = 5

/**
 * A line of text that shows nothing: a zero-width space, since Vega trims other spaces, and
 * node-canvas 4.0.0-rc1 dies of drawing an empty text.
 */
export const BLANK = '\u200b'

/** Sizes that stand on each line below the axis; a size stands on the first that has room. */
export function labelLines(
  sizes: readonly number[],
  domain: readonly [number, number],
  length: number,
): number[][] {
  const pixels = length / Math.log(domain[1] / domain[0])
  const lines: Array<{ sizes: number[]; end: number }> = []
  for (const size of [...sizes].sort((a, b) => a - b)) {
    const middle = Math.log(size / domain[0]) * pixels
    const half = (formatSize(size).length * CHARACTER) / 2
    let line = lines.find(({ end }) => end + BETWEEN <= middle - half)
    if (line === undefined) {
      line = { sizes: [], end: Number.NEGATIVE_INFINITY }
      lines.push(line)
    }
    line.sizes.push(size)
    line.end = middle + half
  }
  return lines.map(({ sizes: some }) => some)
}

/** A logarithmic scale and axis of buffer sizes, `length` pixels long, in the terms of Vega-Lite. */
export function sizeAxis(sizes: readonly number[], length: number, title: string | null) {
  const domain = logDomain(sizes, 0.3)
  return {
    scale: { type: 'log', base: 2, domain, nice: false },
    axis: {
      values: [...sizes].sort((a, b) => a - b),
      labelExpr: labelExpression(labelLines(sizes, domain, length)),
      title,
      grid: false,
      domain: true,
      labelOverlap: false,
      tickRound: false,
    },
  }
}

/**
 * Looks a size's label up, since Vega knows no binary prefixes. A label on a lower line has blank
 * ones above it.
 */
function labelExpression(lines: ReadonlyArray<readonly number[]>): string {
  const labels = lines.flatMap((sizes, line) =>
    sizes.map((size) => [size, [...Array<string>(line).fill(BLANK), formatSize(size)]]),
  )
  return `(${JSON.stringify(Object.fromEntries(labels))})[datum.value]`
}
