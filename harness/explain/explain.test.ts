/** What is printed is what was done: for every built-in engine, in every mode, counts and tree agree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES, type Counts, indirectCalls, opCalls } from '../../engines/index.js'
import { type Buffer, parseBuffer } from './buffer.js'
import { collapse } from './collapse.js'
import { eventSchema } from './event.js'
import { explain } from './explain.js'
import { explanationOf, explanationSchema } from './schema.js'
import { countsInTree, treeOf } from './testing.js'
import { explanationText } from './text.js'

const PLAIN = {
  pageSizes: '4K,2M,1G',
  paddr: undefined,
  pieces: undefined,
  lazy: false,
  nonCoherent: false,
}

const BUFFERS: Record<string, Buffer> = {
  'the worked example': parseBuffer({ ...PLAIN, buffer: '4M@0' }),
  'pages, a table and pages': parseBuffer({ ...PLAIN, buffer: '5M@0x1ff000', paddr: '4K' }),
  'pages, blocks and pages': parseBuffer({ ...PLAIN, buffer: '10M@0x3ffff000' }),
  'pages, lazy': parseBuffer({ ...PLAIN, buffer: '64K@64G', pageSizes: '4K', lazy: true }),
  'non-coherent': parseBuffer({ ...PLAIN, buffer: '6M@0x1ff000', paddr: '4K', nonCoherent: true }),
  'non-coherent and lazy': parseBuffer({
    ...PLAIN,
    buffer: '2052K@0x1ff000',
    lazy: true,
    nonCoherent: true,
  }),
}

/** The numbers of a summary line, in its order. */
function summaryNumbers(counts: Counts): Array<number | undefined> {
  const { finalSyncs = 0, forcedSyncs = 0, pteReads, pteWrites, tlbAdds, walks } = counts
  const calls = [opCalls(counts), indirectCalls(counts)]
  return [...calls, walks, pteReads, pteWrites, tlbAdds, finalSyncs + forcedSyncs, forcedSyncs]
}

for (const engine of BUILT_IN_ENGINES) {
  for (const [name, buffer] of Object.entries(BUFFERS)) {
    test(`${engine.id} on ${name}: events, tree and summary are what a counting probe counts`, () => {
      const explained = explain(engine, buffer)
      for (const operation of [explained.map, explained.unmap]) {
        const { counts } = operation
        assert.equal(operation.bytes, buffer.size)
        countsInTree(operation, buffer)
        const look = { colour: false, width: 100, limit: 1 }
        const summary = explanationText(buffer, [operation], look).at(-2) ?? ''
        assert.deepEqual(summary.match(/\d+/g)?.map(Number), summaryNumbers(counts))
      }
    })
  }
}

test('what is alike in everything but its place is printed once', () => {
  const buffer = parseBuffer({ ...PLAIN, buffer: '64M@0', pageSizes: '4K' })
  const engine = BUILT_IN_ENGINES.find(({ shape }) => shape === 'per-page')
  assert.ok(engine)
  const { unmap } = explain(engine, buffer)
  const tree = treeOf(unmap, buffer)
  assert.equal(tree.children.length, 16384 + 1)
  const [first, more, sync, ...rest] = collapse(tree).children
  assert.deepEqual(first, tree.children[0])
  assert.deepEqual(more.step, {
    type: 'alike',
    times: 16383,
    steps: 1,
    last: { iova: 0x3fff000 },
  })
  assert.equal(sync.step.type, 'sync')
  assert.deepEqual(rest, [])
})

test('the JSON form says all of it, and its schema accepts no less', () => {
  // A list of every engine for pages and a block; a table that goes takes 6M, of which one is enough.
  const ofAll = parseBuffer({ ...PLAIN, buffer: '2052K@0x1ff000', nonCoherent: true })
  const dropping = BUFFERS['non-coherent']
  const [baseline] = BUILT_IN_ENGINES
  const types = new Set<string>()
  for (const [buffer, engines] of [
    [ofAll, BUILT_IN_ENGINES],
    [dropping, [baseline]],
  ] as const) {
    const operations = engines.flatMap((engine) => Object.values(explain(engine, buffer)))
    const json = JSON.parse(JSON.stringify(explanationOf(buffer, operations)))
    const read = explanationSchema.parse(json)
    assert.deepEqual(
      read.operations.map(({ events }) => events),
      operations.map(({ events }) => events),
    )
    for (const { events } of operations) for (const { type } of events) types.add(type)
    const [one] = json.operations
    assert.ok(explanationSchema.safeParse({ ...json, operations: [one] }).success)
    one.events[0].iova = -1
    assert.equal(explanationSchema.safeParse({ ...json, operations: [one] }).success, false)
  }
  // Nothing that maps and unmaps asks for a translation.
  const known = eventSchema.options.map(({ shape }) => shape.type.value)
  assert.deepEqual(
    known.filter((type) => !types.has(type)),
    ['iova-to-phys'],
  )
})
