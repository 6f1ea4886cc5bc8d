/** An explanation as text: the steps of each operation, what they come to, and how two shapes differ. */

import {
  type Counts,
  type DomainConfig,
  formatAddress,
  formatSize,
  sizesIn,
} from '../../engines/index.js'
import type { Printing } from '../../reports/index.js'
import { listWords, paint, plural, textTable } from '../../reports/text/index.js'
import { piecesLabel } from '../../workloads/index.js'
import type { Buffer } from './buffer.js'
import { collapse } from './collapse.js'
import { differences, factor } from './comparison.js'
import type { Explained } from './explain.js'
import { growTree } from './grow-tree.js'
import { summaryText } from './step-text.js'
import { INDENT, type TreeLine, treeLines } from './tree-lines.js'

interface TextOptions extends Pick<Printing, 'colour' | 'width'> {
  /** Most lines of an operation; `undefined` for all, repetitions too. */
  limit: number | undefined
}

const NO_COUNTS = 'the engine reports nothing to its probe, so that no count is known'

function hasCounts(counts: Counts): boolean {
  return Object.keys(counts).length > 0
}

/** The column that names the layers. */
const LAYER_WIDTH = 'driver'.length + 2

/** The same operation on a buffer by one engine, or by two and then compared. */
export function explanationText(
  buffer: Buffer,
  operations: readonly Explained[],
  options: TextOptions,
): string[] {
  const lines = operations.flatMap((operation) => [
    ...operationText(buffer, operation, options),
    '',
  ])
  const [first, second] = operations
  return second === undefined ? lines : [...lines, ...comparisonText(first, second, options), '']
}

/** What holds for all that is printed: the buffer, its memory and its domain. */
export function bufferText({ domain, iova, paddr, pieces, size }: Buffer): string {
  const scattered =
    pieces === undefined ? '' : ` in pieces of ${piecesLabel(pieces)} that do not lie side by side`
  return `${formatSize(size)} at iova ${formatAddress(iova)}, paddr ${formatAddress(paddr)}${scattered}; ${domainText(domain)}`
}

function domainText({ coherent, pgsizeBitmap, strict }: DomainConfig): string {
  const sizes = sizesIn(pgsizeBitmap).map(formatSize)
  return `${listWords(sizes)} pages, ${coherent ? 'coherent' : 'non-coherent walker'}, ${strict ? 'strict' : 'lazy'}`
}

function operationText(
  { iova, pieces, size }: Buffer,
  { bytes, counts, engine, error, events, instructions, op }: Explained,
  { colour, limit, width }: TextOptions,
): string[] {
  const bold = paint('bold', colour)
  const call = op === 'map' && pieces !== undefined && pieces[0].bytes < size ? 'map-list' : op
  const grown = growTree({ type: 'operation', op: call, iova, size, bytes, error }, events)
  const tree = limit === undefined ? grown : collapse(grown)
  const lines = treeLines(tree, width - LAYER_WIDTH)
  const shown = lines.slice(0, limit)
  const left = lines.length - shown.length
  return [
    bold(`${engine.id} ${op}: ${engine.summary}`),
    ...withLayers(shown, colour),
    ...(left > 0 ? [`... ${plural(left, 'more line')}; --limit N shows N lines, --all all`] : []),
    bold(hasCounts(counts) ? summaryText(counts, instructions) : NO_COUNTS),
  ]
}

/** Each layer is named where it takes over from another. */
function withLayers(lines: readonly TreeLine[], colour: boolean): string[] {
  const dim = paint('dim', colour)
  return lines.map(({ depth, layer, text }, at) => {
    const name = lines[at - 1]?.layer === layer ? '' : layer
    return `${dim(name.padEnd(LAYER_WIDTH))}${INDENT.repeat(depth)}${text}`
  })
}

function comparisonText(first: Explained, second: Explained, { colour }: TextOptions): string[] {
  const bold = paint('bold', colour)
  const silent = [first, second].find(({ counts }) => !hasCounts(counts))
  if (silent !== undefined)
    return [bold(`${first.op}: no counts of ${silent.engine.id} to compare`)]
  const found = differences(first, second)
  if (found.length === 0) {
    return [
      bold(`${first.op}: ${first.engine.id} and ${second.engine.id} do the same work by count`),
    ]
  }
  const head = [first.op, first.engine.id, second.engine.id, 'factor', 'counts']
  return textTable([
    head.map((text) => ({ text, paint: bold })),
    ...found.map((difference) => {
      const { name, first: one, second: other, what } = difference
      return [name, String(one), String(other), factor(difference), what]
    }),
  ])
}
