/** Histories as text and as a chart. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyOf, versionOf } from '../../results/history/fixtures.js'
import { changesOf, historySchema } from '../../results/history/index.js'
import { toSvg } from '../charts/render/index.js'
import { pointsOf, wordsOf } from '../charts/testing.js'
import { IN_FILE } from '../exporters/index.js'
import { figureNamed, HISTORY_EXPORTERS, historyChart, showHistory } from './index.js'
import { changeSentence } from './sentences.js'

const ONE = [
  { tlbAdds: 1, instructions: 480 },
  { tlbAdds: 256, instructions: 12_423.4 },
  { writeBacks: 256, instructions: 13_000 },
]
const RUN = [
  { tlbAdds: 1, instructions: 480 },
  { tlbAdds: 256, instructions: 12_423.4 },
  { writeBacks: 1, instructions: 11_000 },
]
const BROKEN = {
  name: 'v6.3',
  rows: [],
  failures: [{ why: 'does not build', message: 'it uses a name that the shim does not know' }],
}
const history = historyOf([
  versionOf('v6.1', ONE),
  versionOf('v6.2', ONE),
  BROKEN,
  versionOf('v6.4', RUN, { subject: 'Optimise, "once"', commit: 'abc' }),
])

async function text(format: string, figure?: string): Promise<string> {
  const exporter = HISTORY_EXPORTERS.find(({ name }) => name === format)
  assert.ok(exporter)
  return await exporter.text(
    showHistory(history, figure === undefined ? undefined : figureNamed(figure)),
    IN_FILE,
  )
}

test('on a terminal: versions alike are a line, one that does not build has its reason, changes a sentence', async () => {
  const lines = (await text('terminal')).split('\n')
  assert.ok(lines.every((line) => line.length <= IN_FILE.width))
  const unmap = lines.slice(lines.indexOf('io-pgtable-arm, unmap: instructions'))
  assert.deepEqual(unmap.slice(1, 6), [
    '                                                     1M@4K',
    'version       row              4K@4K   1M@4K  non-coherent',
    'v6.1 to v6.2  map-unmap-pages    480  12 423        13 000',
    'v6.3          does not build',
    'v6.4          map-unmap-pages    480  12 423        11 000',
  ])
  const changed = lines.indexOf('What changed, in 1 of 4 versions')
  assert.equal(changed, 0)
  assert.equal(
    lines[changed + 1],
    'v6.4 writes ptes back a run at a time: writeBacks of unmap 1M@4K/non-coherent 256 -> 1 (Optimise,',
  )
  assert.ok(lines.includes('v6.3 does not build: it uses a name that the shim does not know'))
})

test('another figure, where it is requested', async () => {
  assert.match(
    await text('terminal', 'tlbAdds'),
    /unmap: tlbAdds\n.*\n.*\nv6\.1 to v6\.2 .* 1 +256 +-\n/,
  )
  assert.throws(() => figureNamed('tlbAds'), /--figure tlbAds.*tlbAdds/)
})

test('without instructions the calls are shown', () => {
  const bare = historyOf([versionOf('v1', [{ tlbAdds: 1 }])])
  for (const version of bare.versions)
    for (const { cells } of version.rows)
      for (const { map } of Object.values(cells)) delete map?.instructions
  assert.equal(showHistory(bare).shown, 'indirectCalls')
})

test('in Markdown, CSV and JSON', async () => {
  assert.match(
    await text('markdown'),
    /\| v6\.1 to v6\.2 \| map-unmap-pages \| 480 \| 12 423 \| 13 000 \|/,
  )
  const [head = '', ...lines] = (await text('csv')).trimEnd().split('\n')
  assert.equal(lines.length, 3 * 3 * 2)
  const at = (line: string | undefined, name: string) =>
    line?.split(',')[head.split(',').indexOf(name)]
  const last = lines.at(-1)
  assert.deepEqual(
    ['version', 'commit', 'cell', 'op', 'instructions', 'writeBacks', 'tlbAdds'].map((name) =>
      at(last, name),
    ),
    ['v6.4', 'abc', '1M@4K/non-coherent', 'unmap', '11000', '1', ''],
  )
  const json = JSON.parse(await text('json'))
  assert.deepEqual(historySchema.parse(json), history)
  assert.match(json.changes[0].sentence, /^v6\.4 writes ptes back/)
})

test('sentences say how', async () => {
  const sentence = async (was: object, is: object) => {
    const two = historyOf([versionOf('a', [{}, was]), versionOf('b', [{}, is])])
    const [json] = HISTORY_EXPORTERS.filter(({ name }) => name === 'json')
    return JSON.parse((await json?.text(showHistory(two), IN_FILE)) ?? '').changes[0].sentence
  }
  assert.equal(
    await sentence({ tableCalls: 1 }, { tableCalls: 256 }),
    'b calls the page table a page at a time: tableCalls of unmap 1M@4K 1 -> 256',
  )
  assert.equal(
    await sentence({ tlbAdds: 0 }, { tlbAdds: 1 }),
    'b gathers pages where it did not: tlbAdds of unmap 1M@4K 0 -> 1',
  )
  assert.equal(
    await sentence({ writeBarriers: 256 }, { writeBarriers: 0 }),
    'b orders ptes by barriers no more: writeBarriers of unmap 1M@4K 256 -> 0',
  )
  assert.equal(
    await sentence({ pteReads: 260 }, { pteReads: 300 }),
    'b reads ptes more often: pteReads of unmap 1M@4K 260 -> 300',
  )
  assert.equal(
    await sentence({ instructions: 900 }, { instructions: 700 }),
    'b makes the same calls in 200 instructions fewer: instructions of unmap 1M@4K 900 -> 700',
  )
  const one = historyOf([
    versionOf('a', [{ instructions: 375 }]),
    versionOf('b', [{ instructions: 376 }]),
  ])
  assert.match(
    changesOf(one).map(changeSentence).join(),
    /^b makes the same calls in 1 instruction more: /,
  )
})

test('the chart has a place for each version that came to something else, and a point a buffer', async () => {
  const spec = historyChart(showHistory(history))
  assert.ok(spec)
  const unmaps = pointsOf(spec).filter(
    ({ figure }) => figure.shape === '1M@4K/non-coherent' && figure.at.includes('unmap'),
  )
  assert.deepEqual(
    unmaps.map(({ figure }) => [figure.at, figure.value]),
    [
      ['v6.1 unmap io-pgtable-arm', 13000],
      ['v6.4 unmap io-pgtable-arm', 11000],
    ],
  )
  assert.ok(wordsOf(spec).includes('1M@4K/non-coherent 11000'))
  assert.ok(!wordsOf(spec).includes('v6.2'))
  assert.match(await toSvg(spec), /^<svg/)
})

test('what is 0 has no place on a logarithmic scale, and a history without figures no chart', () => {
  const shown = showHistory(history, 'writeBacks')
  const spec = historyChart({
    ...shown,
    history: historyOf([versionOf('v1', [{}, { writeBacks: 0 }, { writeBacks: 4 }])]),
  })
  assert.deepEqual(spec && pointsOf(spec).map(({ figure }) => figure.value), [4])
  assert.equal(historyChart({ ...shown, history: historyOf([BROKEN]) }), undefined)
})
