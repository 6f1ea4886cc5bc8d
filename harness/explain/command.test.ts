/** `npm run explain` as a user meets it: the series' own example, comparisons, bad input, help. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES } from '../../engines/index.js'
import { main } from '../cli/main.js'
import { refused, textOf } from '../testing/explain.js'
import { explanationSchema } from './schema.js'

/** What every colour begins with. */
const ESCAPE = String.fromCharCode(27)

function summaryOf(id: string): string | undefined {
  return BUILT_IN_ENGINES.find((engine) => engine.id === id)?.summary
}

test('the series’ own example: 4 op calls and 2 walks become 2 and 1', async () => {
  assert.equal(
    await textOf('per-page,unmap-pages', 'unmap', '4M@0'),
    `4M at iova 0x0, paddr 0x100000000; 4K, 2M and 1G pages, coherent, strict

ts/per-page unmap: ${summaryOf('ts/per-page')}
core    iommu_unmap iova 0x0, 4M: 4M unmapped
driver    unmap_pages iova 0x0, 1 x 2M
table       unmap_pages iova 0x0, 1 x 2M
              walk to iova 0x0
                level 0: read [0]
                  level 1: read [0]
                    level 2: read [0], read [0], write [0], 1 leaf cleared
tlb                   add page iova 0x0, 2M
driver    unmap_pages iova 0x200000, 1 x 2M
table       unmap_pages iova 0x200000, 1 x 2M
              walk to iova 0x200000
                level 0: read [0]
                  level 1: read [0]
                    level 2: read [1], read [1], write [1], 1 leaf cleared
tlb                   add page iova 0x200000, 2M
driver    iotlb_sync 0x0 to 0x400000, pages of 2M
4 op calls, 7 indirect calls, 2 walks, 8 pte reads, 2 pte writes, 2 tlb adds, 1 iotlb sync (0 forced)

ts/unmap-pages unmap: ${summaryOf('ts/unmap-pages')}
core    iommu_unmap iova 0x0, 4M: 4M unmapped
driver    unmap_pages iova 0x0, 2 x 2M
table       unmap_pages iova 0x0, 2 x 2M
              walk to iova 0x0
                level 0: read [0]
                  level 1: read [0]
                    level 2: read [0], read [0..1], write [0..1], 2 leaves cleared
tlb                   add page iova 0x0, 2M
                      add page iova 0x200000, 2M
driver    iotlb_sync 0x0 to 0x400000, pages of 2M
2 op calls, 5 indirect calls, 1 walk, 5 pte reads, 2 pte writes, 2 tlb adds, 1 iotlb sync (0 forced)

unmap          ts/per-page  ts/unmap-pages  factor  counts
opCalls        4            2               / 2     core to driver plus driver to table
indirectCalls  7            5               / 1.4   op calls, TLB ops and iotlb syncs
driverCalls    2            1               / 2     calls from the core into the driver, iotlb sync excluded
tableCalls     2            1               / 2     calls from the driver into the page table
walks          2            1               / 2     descents that start at the root
levels         6            3               / 2     tables entered on the way, the root included
pteReads       8            5               / 1.6   ptes loaded
`,
  )
})

test('a map of 16384 pages is printed in 45 lines, tables and pages folded', async () => {
  const text = await textOf('per-page', 'map', '64M@0', '--page-sizes', '4K')
  const lines = text.trimEnd().split('\n')
  assert.ok(lines.length <= 45, `${lines.length} lines`)
  assert.deepEqual(lines.slice(-3, -1), [
    'driver    ... 510 more like this, to iova 0x3ff000',
    '          ... 30 more like these 3, to iova 0x3fff000',
  ])
})

test('a write-back of each pte stands before its invalidation, one of a run behind its run', async () => {
  const options = ['unmap', '8K@0', '--page-sizes', '4K', '--non-coherent']
  assert.match(
    await textOf('map-unmap-pages', ...options),
    /2 leaves cleared, write back \[0\]\ntlb +add page iova 0x0, 4K\ntable +level 3 again: write back \[1\]\ntlb +add page/,
  )
  assert.match(
    await textOf('punt-range', ...options),
    /2 leaves cleared,\s+write back \[0..1\]\ntlb +add range 0x0 to 0x2000, pages of 4K\n/,
  )
})

test('a range stands below the layer that adds it, one in mid-call where the walk is', async () => {
  const options = ['unmap', '2052K@0x1ff000']
  // The driver adds what came back; its page table, called for pages, gathers nothing.
  assert.match(
    await textOf('range-gather', ...options),
    /tlb {9}add range 0x1ff000 to 0x200000, pages of 4K\ndriver {4}unmap_pages/,
  )
  assert.match(
    await textOf('punt-range', ...options),
    /tlb {19}add range 0x1ff000 to 0x200000, pages of 4K\n {14}add range 0x200000 to 0x400000, pages of 2M\n {16}forced iotlb sync 0x1ff000/,
  )
})

test('a change of page size forces a sync, printed below what forced it', async () => {
  assert.match(
    await textOf('punt', 'unmap', '2052K@0x1ff000'),
    /tlb {19}add page iova 0x200000, 2M\n {24}forced iotlb sync 0x1ff000 to 0x200000, pages of 4K\n/,
  )
})

test('--limit ends an operation, and says what is left out', async () => {
  const text = await textOf('per-page', 'unmap', '4M@0', '--limit', '3')
  assert.match(text, /\n\.\.\. 13 more lines; --limit N shows N lines, --all all\n4 op calls/)
})

test('--all prints every step', async () => {
  const text = await textOf('per-page', 'unmap', '1M@0', '--page-sizes', '4K', '--all')
  assert.equal(text.match(/^driver {4}unmap_pages/gm)?.length, 256)
  assert.doesNotMatch(text, /more/)
})

test('both operations are printed, the map first', async () => {
  const text = await textOf('punt', '4M@64G')
  assert.deepEqual(text.match(/iommu_\w+/g), ['iommu_map', 'iommu_unmap'])
})

test('--pieces makes a scatter list, which map-sg takes in one call', async () => {
  const text = await textOf('map-sg', '--with', 'punt', 'map', '64K@0', '--pieces', '16K')
  assert.match(
    text,
    /core +iommu_map_sg iova 0x0, 64K: 64K mapped\ndriver +map_list iova 0x0, 4 segments/,
  )
  assert.match(text, /driverCalls +1 +4 +x 4/)
})

test('--pieces of unlike sizes, and a buffer that is no power of two', async () => {
  const args = ['map-sg', '--with', 'per-page', 'map', '1020K@0', '--page-sizes', '4K']
  const text = await textOf(...args, '--pieces', '512K+64K+5x4K', '--json')
  const { buffer, operations } = explanationSchema.parse(JSON.parse(text))
  assert.deepEqual([buffer.size, buffer.pieces], [1020 * 1024, '1x512K+1x64K+5x4K'])
  const calls = operations.map(({ bytes, counts }) => [bytes, counts.driverCalls])
  assert.deepEqual(calls, [
    [1020 * 1024, 1],
    [1020 * 1024, 255],
  ])
  assert.match(await textOf(...args), /1020K at iova 0x0/)
  await refused(/--pieces 64K\+ is no size, such as 64K, and no list/, ...args, '--pieces', '64K+')
})

test('that shapes do the same work is printed', async () => {
  const text = await textOf('unmap-pages,map-unmap-pages', 'unmap', '4M@0')
  assert.match(
    text,
    /\nunmap: ts\/unmap-pages and ts\/map-unmap-pages do the same work by count\n$/,
  )
})

test('--json is one JSON document of its schema', async () => {
  const text = await textOf('per-page', '--with', 'punt', '4M@0', '--json')
  const { buffer, operations } = explanationSchema.parse(JSON.parse(text))
  assert.equal(buffer.size, 4 * 2 ** 20)
  assert.deepEqual(
    operations.map(({ engine, op }) => `${engine} ${op}`),
    ['ts/per-page map', 'ts/punt map', 'ts/per-page unmap', 'ts/punt unmap'],
  )
})

/** What a stream shows, which may be a terminal. */
async function shownOn(stream: { isTTY?: boolean }): Promise<string> {
  let text = ''
  const write = (part: string) => (text += part)
  await main(['explain', 'punt', '4M@0'], { stdout: { ...stream, write }, stderr: { write } })
  return text
}

test('colour on a terminal, unless NO_COLOR is set', async () => {
  const before = process.env.NO_COLOR
  try {
    delete process.env.NO_COLOR
    assert.ok((await shownOn({ isTTY: true })).includes(ESCAPE))
    assert.ok(!(await shownOn({})).includes(ESCAPE))
    process.env.NO_COLOR = '1'
    assert.ok(!(await shownOn({ isTTY: true })).includes(ESCAPE))
  } finally {
    if (before === undefined) delete process.env.NO_COLOR
    else process.env.NO_COLOR = before
  }
})

test('--help teaches, and its examples are understood', async () => {
  const help = await textOf('--help')
  for (const part of ['SHAPE', 'BUFFER', '--page-sizes', '--json', 'Exit code:']) {
    assert.ok(help.includes(part), `${part} is missing`)
  }
  const examples = [...help.matchAll(/^ {2}npm run (?:-s )?explain -- (.*?)(?: {2,}.*| \| .*)?$/gm)]
  assert.ok(examples.length >= 7)
  // Kernel trees lie where a machine has them: kernels.test.ts has those.
  const ours = examples.filter(([, line]) => !line.includes('--kernel'))
  for (const [, line] of ours) await textOf(...line.split(' '))
})

test('an unknown shape', () =>
  refused(/called unmap-page \(did you mean unmap-pages\?\); .*--list/, 'unmap-page', '4M@0'))

test('an unknown engine', () =>
  refused(/called ts\/pnut \(did you mean ts\/punt\?\)/, 'ts/pnut', '4M@0'))

test('more shapes than two', () =>
  refused(/per-page, punt, rewalk are 3 shapes; give one, or two/, 'per-page,punt,rewalk', '4M@0'))

test('one shape twice', () =>
  refused(/punt and ts\/punt are one engine/, 'punt', '--with', 'ts/punt', '4M@0'))

test('an unknown operation', () =>
  refused(/umap is neither map nor unmap \(did you mean map\?\)/, 'punt', 'umap', '4M@0'))

test('no buffer', () => refused(/unmap which buffer\?.*4M@0/, 'punt', 'unmap'))

test('one word too many', () => refused(/4M@8M is too much/, 'punt', 'map', '4M@0', '4M@8M'))

for (const buffer of ['4M', '4Q@0', '4M@x', '4M@0@0', '@0', '-4M@0']) {
  test(`a malformed buffer: ${buffer}`, () =>
    refused(new RegExp(`${buffer} is not SIZE@IOVA, such as|option '-4M@0'`), 'punt', buffer))
}

test('a buffer that holds nothing', () => refused(/0@0 holds nothing/, 'punt', '0@0'))

test('a size that is no multiple of a page', () =>
  refused(/size 5000 is no multiple of the smallest page, 4K/, 'punt', '5000@0'))

test('an iova that is no multiple of a page', () =>
  refused(/iova 0x1000 is no multiple of .* 2M/, 'punt', '2M@4K', '--page-sizes', '2M'))

test('a buffer beyond the address bits', () =>
  refused(/iova 0xfffffffff000 and 8K go beyond 48 address bits/, 'punt', '8K@0xfffffffff000'))

test('a last byte within the address bits is not beyond them', async () => {
  assert.match(await textOf('punt', '8K@0xffffffffe000'), /8K unmapped/)
})

test('memory beyond the address bits', () =>
  refused(/paddr 0xfffffffff000 .* a lower --paddr/, 'punt', '8K@0', '--paddr', '0xfffffffff000'))

test('a malformed option', async () => {
  await refused(/--paddr here is not a number of bytes/, 'punt', '4M@0', '--paddr', 'here')
  await refused(
    /--page-sizes 4K,3M: 3M is none of 4K, 8K, 16K, 32K, .*, 512M, 1G/,
    'punt',
    '4M@0',
    '--page-sizes',
    '4K,3M',
  )
  await refused(/--limit 0 is not a number of lines above 0/, 'punt', '4M@0', '--limit', '0')
  await refused(/--pieces 0 is no size/, 'punt', '4M@0', '--pieces', '0')
  await refused(/unknown option '--lmit'.*--limit/, 'punt', '4M@0', '--lmit', '3')
})

test('page sizes are the format’s unless they are named', async () => {
  assert.match(
    await textOf('punt@arm-lpae-16k', 'unmap', '64M@0'),
    /; 16K and 32M pages, .*add page iova 0x2000000, 32M/s,
  )
  assert.match(await textOf('punt@amd-v1', 'unmap', '4M@0'), /; 4K, 2M and 1G pages/)
  await refused(
    /^ts\/punt: pgsizeBitmap holds 16K, 32M; arm-lpae-4k only has leaves of /,
    'punt@arm-lpae-16k,punt',
    '64M@0',
  )
})

test('a buffer of more steps than can be printed', () =>
  refused(/1G@0x0 with ts\/per-page takes more than/, 'per-page', '1G@0', '--page-sizes', '4K'))
