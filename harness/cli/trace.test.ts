/** What is in a trace, without timing. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { run } from '../testing/capture.js'
import { newFolder } from '../testing/suites.js'
import { traceFile } from '../testing/traces.js'

test('a bundled trace is named by its name, and described on a screen', async () => {
  const { code, stderr, stdout } = await run('trace', 'arm64-6.1-strict-mixed')
  assert.equal(code, 0, stderr)
  const lines = stdout.trimEnd().split('\n')
  assert.ok(lines.length <= 40, `${lines.length} lines`)
  for (const line of lines) assert.ok(line.length <= 100, line)
  assert.match(stdout, /^events +11868 maps and 11455 unmaps/m)
  assert.match(stdout, /^domains +3, named by the table beside it/m)
  assert.match(stdout, /^live bytes +\|[ .:=+*#%@-]{64}\| 0 to 5\.1M$/m)
  assert.match(stdout, /^open ends +255 unmaps of ranges mapped before, 255 ranges left mapped$/m)
  assert.match(stdout, /npm run bench -- --trace arm64-6\.1-strict-mixed --instructions\n$/)
})

test('counts are those of one replay, which follow from the trace', async () => {
  // 256 reads of 4M: a map of two 2M blocks each, and an unmap of each half.
  const { stdout } = await run('trace', 'arm64-6.1-strict-nvme_huge4m', '--json')
  const [{ profile, shapes }] = JSON.parse(stdout)
  assert.deepEqual([profile.maps, profile.unmaps], [512, 256])
  const counts = new Map<string, Record<string, number>>(
    shapes.map((one: { shape: string; counts: Record<string, number> }) => [one.shape, one.counts]),
  )
  const callsOf = (shape: string) =>
    (counts.get(shape)?.driverCalls ?? 0) + (counts.get(shape)?.tableCalls ?? 0)
  const blocks = profile.mappedBytes / 2 ** 21
  assert.equal(profile.blockBytes, profile.mappedBytes)
  assert.equal(callsOf('per-page'), 2 * (blocks + blocks))
  assert.equal(callsOf('punt'), 2 * (profile.maps + profile.unmaps))
  assert.equal(counts.get('punt-range')?.tlbAdds, 0)
})

test('what is left mapped, and what cuts a block, is said', async () => {
  const { code, stdout } = await run('trace', traceFile('partial'))
  assert.equal(code, 0)
  assert.match(stdout, /^note +1 unmap of a part of a map; 1 cut through what may be a block/m)
  assert.match(stdout, /^note +1 range still mapped at the end/m)
  assert.match(stdout, /alike by every count: per-page, rewalk, unmap-pages and\s+map-unmap-pages/)
  assert.match(stdout, /^per-page +4 +2 +1 +515 \/ 4$/m)
})

test('a trace that cannot be replayed is described, with the reason and exit code 2', async () => {
  const nothing = await run('trace', traceFile('only-unmaps'))
  assert.equal(nothing.code, 2)
  assert.match(nothing.stdout, /^events +0 maps and 1 unmap/m)
  assert.match(nothing.stdout, /^no replay +\S+: has 1 unmap and no\s+map/m)
  assert.doesNotMatch(nothing.stdout, /npm run bench/)

  const lossy = traceFile('lossy')
  const refused = await run('trace', lossy)
  assert.equal(refused.code, 2)
  assert.match(refused.stdout, /lost in 1 place[\s\S]*no replay[\s\S]*--keep-whole/)
  const kept = await run('trace', lossy, '--keep-whole')
  assert.equal(kept.code, 0)
  assert.match(kept.stdout, /^note +2 stretches between losses/m)
})

test('a scatter list goes to map-sg whole, but where lists are to stay apart', async () => {
  const list = traceFile('list')
  const apart = await run('trace', list, '--lists', 'apart')
  assert.doesNotMatch(apart.stdout, /^map-sg/m)
  assert.match(apart.stdout, /^maps per unmap 2: 100 %$/m)
  assert.match(apart.stdout, /^punt +6 /m)
  const grouped = await run('trace', list)
  assert.match(grouped.stdout, /^note +2 maps grouped as 1 scatter list/m)
  assert.match(grouped.stdout, /^map-sg +4 /m)
})

test('several traces are reported one after the other', async () => {
  const files = [traceFile('partial'), 'arm64-6.1-strict-vfio_exit']
  const { stdout } = await run('trace', ...files)
  assert.match(stdout, /^trace partial\n[\s\S]*\n\nVFIO[\s\S]*/)
  const { stdout: json } = await run('trace', ...files, '--json')
  assert.deepEqual(
    JSON.parse(json).map(({ name }: { name: string }) => name),
    files,
  )
})

test('standard input is read, compressed too', () => {
  const main = new URL('./main.js', import.meta.url).href
  const script = `
    const { main } = await import(${JSON.stringify(main)})
    process.exitCode = await main(['trace', '-'])`
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script],
    { encoding: 'utf8', input: gzipSync(readFileSync(traceFile('partial'))) },
  )
  assert.equal(status, 0, stderr)
  assert.match(stdout, /^trace stdin\nevents +1 map and 1 unmap/)
})

test('--anonymise writes another trace, which comes to the same', async () => {
  const out = join(newFolder(), 'for-others.txt.gz')
  const own = traceFile('partial')
  const { code, stderr } = await run('trace', own, '--anonymise', '--out', out)
  assert.equal(code, 0, stderr)
  const countsOf = (text: string) => text.slice(text.indexOf('one replay'), text.indexOf('Times,'))
  const [before, after] = [await run('trace', own), await run('trace', out)]
  assert.equal(countsOf(after.stdout), countsOf(before.stdout))
  const again = await run('trace', own, '--anonymise', '--out', out)
  assert.deepEqual([again.code, /is there already/.test(again.stderr)], [2, true])
  assert.match((await run('trace', own, '--anonymise')).stderr, /with --out\n$/)
  for (const idle of [['--json'], ['--domains', 'one'], ['--lists', 'apart'], ['--library']]) {
    const { code, stderr } = await run('trace', own, '--anonymise', '--out', out, ...idle)
    assert.deepEqual([code, / cannot be used with option /.test(stderr)], [2, true], stderr)
  }
  assert.match((await run('trace', own, '--out', out)).stderr, /^--out: .*--anonymise\n$/)
})

test('what cannot be read is one line', async () => {
  const { code, stderr, stdout } = await run('trace', 'arm64-6.1-strict-nvme_seq2m')
  assert.deepEqual([code, stdout], [2, ''])
  assert.match(
    stderr,
    /^trace \S+ is neither bundled nor a file \(did you mean \S+seq1m\?\); looked for .*\n$/,
  )
  const how = await run('trace', traceFile('partial'), '--domains', 'derived')
  assert.equal(how.code, 2)
  assert.match(how.stderr, /partial\.txt: names no domains, .*--domains inferred\)\n$/)
})

test('the examples of --help are understood', async () => {
  const { stdout } = await run('trace', '--help')
  const examples = [...stdout.matchAll(/^ {2}npm run (?:-s )?trace -- (.*?)(?: {2,}.*| \|.*)?$/gm)]
  assert.ok(examples.length >= 5)
  for (const [, line = ''] of examples) {
    if (line.includes('--anonymise')) continue
    const args = line.split(' ').map((arg) => (arg.startsWith('my-') ? traceFile('partial') : arg))
    const { code, stderr } = await run('trace', ...args)
    assert.equal(code, 0, `${line}: ${stderr}`)
  }
})
