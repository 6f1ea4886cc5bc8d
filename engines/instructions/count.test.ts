/** Instructions under a real valgrind where there is one, and under some that fail. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type DomainConfig, type EngineInProgram, KIB, PAGE, type Tape } from '../contract/index.js'
import { skip as noNative } from '../native/testing.js'
import { cachedInstructions } from './cached.js'
import { countInstructions } from './count.js'
import { byFunction, type CycleInstructions } from './counted.js'
import { findMeter } from './meter.js'
import { bufferTape, DOMAIN, engineCalled, fakeMeter, ownCache, skip } from './testing.js'

ownCache()

const PAGES = 64

/** What one job came to; it must have figures. */
async function counted(
  engine: EngineInProgram,
  domain: DomainConfig,
  tape: Tape,
  options = {},
): Promise<CycleInstructions> {
  const [answer] = await countInstructions([{ engine, domain, tape }], options)
  assert.ok('cycle' in answer, JSON.stringify(answer))
  return answer.cycle
}

test('a count is the same twice, grows with the pages, and tells functions', { skip }, async () => {
  const engine = engineCalled('native/map-unmap-pages')
  const first = await counted(engine, DOMAIN, bufferTape(PAGES), { fresh: true })
  const again = await counted(engine, DOMAIN, bufferTape(PAGES), { fresh: true })
  assert.deepEqual(again, first)
  const { map, unmap } = first
  assert.ok(map && unmap)
  assert.ok(map.instructions > PAGES && unmap.instructions > PAGES, JSON.stringify(first))
  const functions = byFunction(unmap.stacks ?? {})
  assert.ok(functions.has('run_unmaps') && functions.has('iommu_unmap'))
  assert.ok(!functions.has('run_maps') && !functions.has('counted_unmaps'))
  assert.equal(
    [...functions.values()].reduce((sum, count) => sum + count, 0),
    unmap.instructions,
  )
  const { map: twice } = await counted(engine, DOMAIN, bufferTape(2 * PAGES))
  assert.ok(twice && twice.instructions > map.instructions + PAGES)
})

test('one process counts as several do, in any order', { skip }, async () => {
  const jobs = ['native/per-page', 'native/punt', 'native/punt-range'].map((id) => ({
    engine: engineCalled(id),
    domain: DOMAIN,
    tape: bufferTape(PAGES),
  }))
  const together = await countInstructions(jobs, { fresh: true, atATime: 1 })
  const apart = await countInstructions([...jobs].reverse(), { fresh: true, atATime: 3 })
  assert.deepEqual(together, apart.reverse())
})

test('tables of a larger granule are no more memory than valgrind has', { skip }, async () => {
  const page = 64 * KIB
  const engine = engineCalled('native/punt@arm-lpae-64k')
  const { map } = await counted(engine, { ...DOMAIN, pgsizeBitmap: page }, bufferTape(PAGES, page))
  assert.ok(map && map.instructions > PAGES, JSON.stringify(map))
})

test('writing lines back is left out: the call is counted, and what stands for it is not', {
  skip,
}, async () => {
  const engine = engineCalled('native/per-page')
  const tape = bufferTape(PAGES)
  const coherent = await counted(engine, DOMAIN, tape)
  const other = await counted(engine, { ...DOMAIN, coherent: false }, tape)
  for (const cycle of [coherent, other]) {
    const stacks = Object.keys({ ...cycle.map?.stacks, ...cycle.unmap?.stacks })
    assert.ok(
      stacks.every((stack) => !stack.includes('write_back')),
      stacks.join('\n'),
    )
  }
  const more = (other.unmap?.instructions ?? 0) - (coherent.unmap?.instructions ?? 0)
  assert.ok(more > PAGES, `${more}`)
})

test('what was counted is not counted again, unless its entry is broken', { skip }, async () => {
  const job = { engine: engineCalled('native/punt'), domain: DOMAIN, tape: bufferTape(7) }
  const { valgrind, ...meter } = findMeter()
  const before = new Set(readdirSync(cachedInstructions.folder))
  const [first] = await countInstructions([job])
  const [entry] = readdirSync(cachedInstructions.folder).filter((name) => !before.has(name))
  // A valgrind that fails is not even started.
  const broken = { ...meter, valgrind: fakeMeter('exit 1').valgrind ?? '' }
  assert.deepEqual(await countInstructions([job], { meter: broken }), [first])
  const file = join(cachedInstructions.folder, entry)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"instructions":\d+/, '"instructions":1'))
  const [failed] = await countInstructions([job], { meter: broken })
  assert.ok('why' in failed)
  assert.deepEqual(await countInstructions([job]), [first])
  assert.ok(valgrind)
})

test('a domain that the format refuses has the reason, and costs no other job', {
  skip,
}, async () => {
  const engine = engineCalled('native/punt')
  const tape = bufferTape(4)
  const [refused, counted] = await countInstructions([
    { engine, domain: { ...DOMAIN, ias: 60 }, tape },
    { engine, domain: DOMAIN, tape },
  ])
  assert.match('why' in refused ? refused.why : '', /ias must be/)
  assert.ok('cycle' in counted)
})

test('operations that fail have no figure', { skip }, async () => {
  const job = { engine: engineCalled('native/punt'), domain: { ...DOMAIN, maxTables: 1 } }
  const [answer] = await countInstructions([{ ...job, tape: bufferTape(4) }])
  assert.match('why' in answer ? answer.why : '', /had other results than the tape expects/)
})

test('a valgrind that fails leaves the reason', { skip: noNative }, async () => {
  const job = { engine: engineCalled('native/punt'), domain: DOMAIN, tape: bufferTape(4) }
  const why = async (script: string) => {
    const [answer] = await countInstructions([job], { meter: fakeMeter(script) })
    return 'why' in answer ? answer.why : 'none'
  }
  assert.equal(
    await why('echo "==7== unrecognised instruction" >&2; kill -ILL $$'),
    'valgrind-0: unrecognised instruction (signal SIGILL)',
  )
  assert.equal(await why('exit 3'), 'valgrind-0: it ended with exit code 3')
  assert.match(await why('echo done 0 0 0'), /had other results/)
  assert.match(await why('exec true'), /it ended without reporting/)
})

/** A valgrind that prints that the work was done, and leaves these dumps of one job. */
function dumping(sums: readonly number[]) {
  const bytes = 8 * 2 * 4 * PAGE
  const parts = sums.map((sum, at) =>
    [
      `part: ${at + 1}`,
      `desc: Trigger: Client Request: 0 ${1 + (at % 2)}`,
      `summary: ${2 * sum}`,
      `fn=(1) run_maps'counted_maps`,
      `0 ${sum}`,
      `fn=(2) run_unmaps'counted_unmaps`,
      `0 ${sum}`,
    ].join('\n'),
  )
  return fakeMeter(`cat >dumps <<'END'\n${parts.join('\n')}\nEND\necho done 0 ${bytes} 0`)
}

test('counts that vary have no figure', { skip: noNative }, async () => {
  const job = { engine: engineCalled('native/punt'), domain: DOMAIN, tape: bufferTape(4) }
  const [steady] = await countInstructions([job], { meter: dumping([100, 180, 100, 180]) })
  assert.deepEqual(steady, {
    cycle: {
      map: { instructions: 80, stacks: { run_maps: 80 } },
      unmap: { instructions: 80, stacks: { run_unmaps: 80 } },
    },
  })
  const options = { meter: dumping([100, 180, 100, 181]), fresh: true }
  const [varied] = await countInstructions([job], options)
  assert.match('why' in varied ? varied.why : '', /80 instructions and then 81/)
  const [cut] = await countInstructions([job], { meter: dumping([100, 180, 100]), fresh: true })
  assert.match('why' in cut ? cut.why : '', /not counted/)
})

test('without a valgrind the processor’s counter is tried, and named', {
  skip: noNative,
}, async () => {
  const meter = findMeter('')
  assert.equal(meter.source, 'perf_event')
  const job = { engine: engineCalled('native/punt'), domain: DOMAIN, tape: bufferTape(4) }
  const [answer] = await countInstructions([job], { meter })
  if ('cycle' in answer) {
    assert.ok((answer.cycle.map?.instructions ?? 0) > 4)
    assert.equal(answer.cycle.map?.stacks, undefined)
  } else {
    assert.match(answer.why, /the processor's counter is not to be had: /)
  }
})
