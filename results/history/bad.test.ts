/** Expressions of `--bad`, and what they say of a tree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../../engines/contract/index.js'
import { judge, parseBad } from './bad.js'
import { CELLS, versionOf } from './fixtures.js'

const IDS = CELLS.map(({ id }) => id)
const parse = (text: string) => parseBad(text, IDS)
const tree = versionOf('v2', [
  { tlbAdds: 1 },
  { tlbAdds: 256, instructions: 900 },
  { tlbAdds: 256 },
])

test('a figure, a direction, a counter and a buffer, against a number or a tree', () => {
  assert.deepEqual(parse('counts:unmap:tlbAdds>256'), {
    ...{ op: 'unmap', figure: 'tlbAdds', compare: '>' },
    against: { number: 256 },
  })
  assert.deepEqual(parse('instructions:map:1M@4K/non-coherent >= v6.1'), {
    ...{ op: 'map', figure: 'instructions', cell: '1M@4K/non-coherent', compare: '>=' },
    against: { tree: 'v6.1' },
  })
})

for (const [text, why] of [
  ['tlbAdds', /is not counts:DIRECTION/],
  ['time:unmap>3', /time is neither counts nor instructions/],
  ['counts:both:tlbAdds>3', /both is neither map nor unmap/],
  ['counts:unmap:tlbAds>3', /no counter is called tlbAds \(did you mean tlbAdds/],
  ['counts:unmap:tlbAdds:3M>3', /no buffer is called 3M; there are 4K@4K, 1M@4K/],
  ['counts:unmap:tlbAdds>', /is not counts:DIRECTION/],
] as const) {
  test(`${text} is refused`, () => {
    assert.throws(
      () => parse(text),
      (error) => error instanceof InputError && why.test(error.message),
    )
  })
}

test('a tree is bad where it is so in any buffer, or in the one that is named', () => {
  const bad = (text: string) => judge(parse(text), tree).bad
  assert.equal(bad('counts:unmap:tlbAdds>256'), false)
  assert.equal(bad('counts:unmap:tlbAdds>=256'), true)
  assert.equal(bad('counts:unmap:tlbAdds:4K@4K>1'), false)
  assert.equal(bad('counts:unmap:tlbAdds:4K@4K==1'), true)
  assert.equal(bad('counts:unmap:tlbAdds:1M@4K!=256'), false)
  assert.equal(bad('instructions:unmap<900'), false)
  assert.equal(bad('instructions:unmap<=900'), true)
})

test('what was not counted judges nothing', () => {
  assert.deepEqual(judge(parse('counts:unmap:writeBacks>0'), tree), { bad: false, lines: [] })
})

test('against a tree, the same buffer of the same row', () => {
  const other = versionOf('v1', [{ tlbAdds: 0 }, { tlbAdds: 512 }, { tlbAdds: 256 }])
  const { bad, lines } = judge(parse('counts:unmap:tlbAdds>v1'), tree, other)
  assert.equal(bad, true)
  assert.deepEqual(lines, [
    'map-unmap-pages 4K@4K: unmap tlbAdds 1, > 0',
    'map-unmap-pages 1M@4K: unmap tlbAdds 256, not > 512',
    'map-unmap-pages 1M@4K/non-coherent: unmap tlbAdds 256, not > 256',
  ])
})
