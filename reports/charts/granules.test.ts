/** A run on a larger granule: what is said of a page is of its own, and not of 4K. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyse } from '../../results/analysis/index.js'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { buffersOf, commonWords, screenOf } from '../answer/index.js'
import { NS_PER_PAGE } from './measures.js'

const result = syntheticResult({ generations: 8 })
const usual = analyse(result)
const larger = analyse({
  ...result,
  cells: result.cells.map((cell) => ({ ...cell, pgsizeBitmap: 4 * cell.pgsizeBitmap })),
})

test('headings name the page', () => {
  assert.deepEqual(commonWords(buffersOf(usual)), ['tables kept', '4K pages'])
  assert.deepEqual(commonWords(buffersOf(larger)), ['tables kept', '16K pages'])
  assert.match(screenOf(larger).table?.basis ?? '', /, tables kept, 16K pages$/)
  assert.equal(NS_PER_PAGE.title(larger.cells), 'Nanoseconds for one 16K page')
  assert.equal(NS_PER_PAGE.title([...usual.cells, ...larger.cells]), 'Nanoseconds for one page')
})

test('figures of a page are of that page', () => {
  let compared = 0
  for (const [at, cell] of usual.cells.entries()) {
    for (const [row, byOp] of Object.entries(cell.figures)) {
      const own = larger.cells[at].figures[row]
      if (byOp.unmap?.nsPerPage === undefined) continue
      assert.equal(own.unmap?.nsPerPage, 4 * byOp.unmap.nsPerPage)
      assert.equal(
        own.unmap?.instructions?.perPage,
        byOp.unmap.instructions && 4 * byOp.unmap.instructions.perPage,
      )
      compared++
    }
  }
  assert.ok(compared > 0)
})
