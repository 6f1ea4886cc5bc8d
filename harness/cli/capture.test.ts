/** `npm run capture`, on a folder that stands in for tracefs. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { machine, release } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readTraceSync } from '../../workloads/index.js'
import { run } from '../testing/capture.js'
import { loadOn, standInTracefs } from '../testing/stand-in-tracefs.js'
import { newFolder } from '../testing/suites.js'

interface Place {
  tracefs: string
  /** The instance as the command saw it. */
  seen: string
  out: string
}

function newPlace(): Place {
  const folder = newFolder()
  return { tracefs: standInTracefs(), seen: join(folder, 'seen'), out: join(folder, 'own.txt.gz') }
}

function captureIn({ out, tracefs }: Place, command: readonly string[], ...options: string[]) {
  return run('capture', '--tracefs', tracefs, '--out', out, ...options, '--', ...command)
}

const seenIn = ({ seen }: Place, file: string) =>
  readFileSync(join(seen, file), 'utf8').trim().split('\n')

const probesOf = ({ tracefs }: Place) =>
  readFileSync(join(tracefs, 'kprobe_events'), 'utf8').trim().split('\n')

/** Nothing of ours is left: the instance is gone, and each kprobe that was added is removed. */
function requireClean(place: Place): void {
  assert.deepEqual(readdirSync(join(place.tracefs, 'instances')), [])
  const [others, ...own] = probesOf(place)
  assert.equal(others, 'p:others/probe vfs_read')
  const named = (sign: RegExp) => own.flatMap((line) => sign.exec(line)?.[1] ?? []).toSorted()
  assert.deepEqual(named(/^-:(\S+)/), named(/^p:(\S+)/))
}

test('a command is recorded in an instance of its own, with kprobes, and all is removed', async () => {
  const place = newPlace()
  const { code, stderr } = await captureIn(place, loadOn(place.tracefs, place.seen))
  assert.equal(code, 0, stderr)
  assert.match(stderr, /^Saved .*own\.txt\.gz\. What is in it: npm run trace -- /m)
  assert.doesNotMatch(stderr, /No kprobes/)
  const group = `unmap_bench_${process.pid}`
  assert.deepEqual(seenIn(place, 'set_event'), [
    'iommu:map',
    'iommu:unmap',
    'dma:dma_map_sg',
    `${group}_0:iova_to_phys`,
    `${group}_1:pgt_map`,
    `${group}_2:pgt_unmap`,
  ])
  assert.deepEqual(seenIn(place, 'trace_clock'), ['mono'])
  assert.deepEqual(seenIn(place, 'tracing_on'), ['1'])
  assert.match(seenIn(place, 'trace_marker').join(), /^START sh -c for d in /)
  assert.match(seenIn(place, 'buffer_size_kb').join(), /^\d{4,5}$/)
  const [, translates, maps] = probesOf(place)
  assert.equal(
    translates,
    `p:${group}_0/iova_to_phys arm_lpae_iova_to_phys ops=$arg1:x64 iova=$arg2:x64`,
  )
  assert.equal(
    maps,
    `p:${group}_1/pgt_map arm_lpae_map_pages ops=$arg1:x64 iova=$arg2:x64 pa=$arg3:x64 pgsize=$arg4:x64 pgcount=$arg5:x64 prot=$arg6:x32`,
  )
  requireClean(place)
  const { events, kernel } = readTraceSync(place.out)
  assert.deepEqual([events.length, kernel], [1, `${release()} ${machine()}`])
})

test('--anonymise saves other addresses, and nothing else is on disk', async () => {
  const place = newPlace()
  const load = loadOn(place.tracefs, place.seen)
  const { code } = await captureIn(place, load, '--anonymise', '--no-times')
  assert.equal(code, 0)
  assert.deepEqual(readdirSync(dirname(place.out)).toSorted(), ['own.txt.gz', 'seen'])
  const [map] = readTraceSync(place.out).events
  assert.deepEqual([map.size, map.iova % 2 ** 21, map.iova === 0x200000], [2 ** 21, 0, false])
  assert.doesNotMatch(gunzipSync(readFileSync(place.out)).toString(), /dd-1|sh -c/)
})

test('without kprobes none is set, and what that means is said', async () => {
  const place = newPlace()
  const load = loadOn(place.tracefs, place.seen)
  const { code, stderr } = await captureIn(place, load, '--no-kprobes', '--buffer-kb', '100')
  assert.equal(code, 0)
  assert.match(stderr, /No kprobes on a page table/)
  assert.equal(probesOf(place).length, 1)
  assert.deepEqual(seenIn(place, 'buffer_size_kb'), ['100'])
})

test('a command that fails: its exit code is said, and the trace is saved', async () => {
  const place = newPlace()
  const { code, stderr } = await captureIn(place, loadOn(place.tracefs, place.seen, 'exit 3'))
  assert.equal(code, 1)
  assert.match(stderr, /^The command ended with exit code 3\.$/m)
  assert.ok(existsSync(place.out))
  requireClean(place)
})

test('a command that cannot be started leaves nothing behind', async () => {
  const place = newPlace()
  const { code, stderr } = await captureIn(place, ['/no/such/command'])
  assert.equal(code, 2)
  assert.match(stderr, /^The command cannot be started: .*ENOENT; nothing is saved\.$/m)
  assert.ok(!existsSync(place.out))
  requireClean(place)
})

test('a kprobe that the kernel refuses is said, and the rest is recorded', async () => {
  const place = newPlace()
  rmSync(join(place.tracefs, 'kprobe_events'))
  mkdirSync(join(place.tracefs, 'kprobe_events'))
  const { code, stderr } = await captureIn(place, loadOn(place.tracefs, place.seen))
  assert.equal(code, 0)
  assert.match(stderr, /^A kprobe could not be set: tracefs refuses `echo 'p:.*EISDIR/m)
  assert.match(stderr, /^No kprobes on a page table/m)
})

test('lost events are said, with the way out', async () => {
  const place = newPlace()
  const load = loadOn(place.tracefs, place.seen, 'true', 12)
  const { code, stderr } = await captureIn(place, load, '--buffer-kb', '64')
  assert.equal(code, 1)
  assert.match(stderr, /^12 events lost on 1 CPU: .* --buffer-kb 256, or .*--keep-whole/m)
})

test('--seconds ends a command that goes on, which is no failure', async () => {
  const place = newPlace()
  const load = loadOn(place.tracefs, place.seen, 'exec sleep 60')
  const { code, stderr } = await captureIn(place, load, '--seconds', '0.3')
  assert.deepEqual([code, existsSync(place.out)], [0, true], stderr)
  assert.doesNotMatch(stderr, /exit code/)
  requireClean(place)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends the command; the trace is saved and all is removed`, async () => {
    const place = newPlace()
    const load = loadOn(place.tracefs, place.seen, 'echo started; exec sleep 60')
    const args = ['capture', '--tracefs', place.tracefs, '--out', place.out, '--', ...load]
    const main = new URL('./main.js', import.meta.url).href
    const script = `
      const { main } = await import(${JSON.stringify(main)})
      process.exitCode = await main(${JSON.stringify(args)})`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script])
    child.stdout.once('data', () => child.kill(signal))
    const code = await new Promise((resolve) => child.once('exit', resolve))
    assert.equal(code, 130)
    assert.equal(readTraceSync(place.out).events.length, 1)
    requireClean(place)
  })
}

test('what is there already is neither overwritten nor removed', async () => {
  const place = newPlace()
  const instance = join(place.tracefs, 'instances', `unmap-bench-${process.pid}`)
  mkdirSync(instance)
  const refused = await captureIn(place, ['true'])
  assert.equal(refused.code, 2)
  assert.match(refused.stderr, /^tracefs refuses `mkdir instances\/unmap-bench-\d+`: EEXIST/)
  assert.ok(existsSync(instance))
  const twice = await captureIn({ ...place, out: join(place.tracefs, 'kprobe_events') }, ['true'])
  assert.match(twice.stderr, /^--out \S+ is there already/)
  const nowhere = await captureIn({ ...place, out: '/no/such/trace.gz' }, ['true'])
  assert.match(nowhere.stderr, /^--out \S+: its folder is missing/)
})

test('elsewhere the lines to run by hand are printed, with the reason', async () => {
  const { code, stderr, stdout } = await run('capture', '--tracefs', newFolder(), '--', 'my-load')
  assert.equal(code, 2)
  assert.match(stderr, /has no folder instances, so it is no tracefs; as root, by hand:\n$/)
  assert.match(stdout, /^mkdir instances\/unmap-bench$/m)
  assert.match(stdout, /^echo 'p:unmap_bench_0\/pgt_map arm_lpae_map_pages ops=\$arg1:x64 /m)
  assert.match(
    stdout,
    /^echo 'p:unmap_bench_2\/iova_to_phys arm_lpae_iova_to_phys ops=\$arg1:x64 iova=\$arg2:x64' >> kprobe_events/m,
  )
  assert.match(stdout, /^echo unmap_bench_2:iova_to_phys >> \S+\/set_event/m)
  assert.match(stdout, /my-load/)
})

test('the lines that are printed record a trace', async () => {
  const place = newPlace()
  const load = loadOn(place.tracefs, place.seen)
  const { code, stdout } = await captureIn(place, load, '--print')
  assert.equal(code, 0)
  const { stderr } = spawnSync('sh', ['-e'], {
    input: stdout.replace(/^rmdir.*$/m, ''),
    encoding: 'utf8',
  })
  assert.equal(readTraceSync(place.out).kernel, `${release()} ${machine()}`, stderr)
  assert.deepEqual(seenIn(place, 'set_event').slice(0, 2), ['iommu:map', 'iommu:unmap'])
  assert.equal(probesOf(place).length, 7)
})
