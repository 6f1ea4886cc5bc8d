import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldRounds } from './rounds.js'

/** A letter, or the rounds that follow the `steps` items before it. */
type Item = string | { times: number; steps: number }

function fold(letters: readonly string[]): Item[] {
  const items = letters.map((kind): { kind: string; item: Item } => ({ kind, item: kind }))
  return foldRounds(items, (times, last) => ({
    kind: `${times}(${last.map(({ kind }) => kind).join()})`,
    item: { times, steps: last.length },
  })).map(({ item }) => item)
}

/** `abab` as `ab+1/2`: a block, then how many more rounds of how many items. */
function folded(text: string): string {
  return fold([...text])
    .map((item) => (typeof item === 'string' ? item : `+${item.times}/${item.steps} `))
    .join('')
    .trim()
}

function unfold(items: readonly Item[]): string {
  const texts: string[] = []
  for (const item of items) {
    if (typeof item === 'string') texts.push(item)
    else texts.push(texts.slice(-item.steps).join('').repeat(item.times))
  }
  return texts.join('')
}

test('three alike are one and two more', () => assert.equal(folded('aaa'), 'a+2/1'))

test('two alike are left as they are', () => assert.equal(folded('aabb'), 'aabb'))

test('blocks of several are found', () => assert.equal(folded('xababab'), 'xab+2/2'))

test('folded items repeat too', () => assert.equal(folded('abbbbabbbbabbbb'), 'ab+3/1 +2/3'))

test('a block that could be cut in several ways ends as the list does', () => {
  assert.equal(folded('cbbbbabbbbabbbbabbbb'), 'cb+3/1 ab+3/1 +2/3')
})

test('what stands for more of a round that would be folded keeps that round before it', () => {
  assert.equal(folded('abababbb'), 'ababab+2/1')
  assert.equal(folded('ababababbb'), 'ab+2/2 ab+2/1')
})

test('what is folded can be unfolded again', () => {
  const lists = fc.oneof(
    fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }),
    fc.array(fc.constantFrom('a', 'b', 'bbb', 'abab'), { maxLength: 30 }),
  )
  fc.assert(
    fc.property(lists, (list) => {
      const text = list.join('')
      assert.equal(unfold(fold([...text])), text)
    }),
    { seed: 1, numRuns: 5000 },
  )
})
