/** Two runs at once do not measure on one CPU, or say so. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type MeasuringCpu, takeCpu } from './take.js'

/** Nothing here takes as long; what waits for ever is to fail. */
const GUARD = { timeout: 60_000 }

const newFolder = () => mkdtempSync(join(tmpdir(), 'unmap-bench-'))
const alone = (cpu: number) => [cpu]

/** Another process that takes a CPU and holds it until it is ended. */
async function holder(folder: string, allowed: readonly number[]) {
  const file = join(newFolder(), 'holder.mjs')
  const take = JSON.stringify(new URL('./take.js', import.meta.url).href)
  writeFileSync(
    file,
    `const { takeCpu } = await import(${take})
    const taken = await takeCpu({ wait: false, folder: ${JSON.stringify(folder)},
      allowed: ${JSON.stringify(allowed)}, siblings: (cpu) => [cpu] })
    console.log(JSON.stringify(taken))
    setInterval(() => {}, 1000)`,
  )
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.on('close', done))
  const found = await new Promise<string>((done) =>
    child.stdout.once('data', (text) => done(`${text}`)),
  )
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  const taken: Pick<MeasuringCpu, 'cpu' | 'alone'> = JSON.parse(found)
  return { ...taken, pid: child.pid, end }
}

test(
  'processes that start at once take different CPUs, or say that they are not alone',
  GUARD,
  async () => {
    const folder = newFolder()
    const allowed = [0, 1, 2]
    const holders = await Promise.all([1, 2, 3].map(() => holder(folder, allowed)))
    try {
      const cpus = holders.filter(({ alone }) => alone).map(({ cpu }) => cpu)
      assert.equal(new Set(cpus).size, cpus.length)
      assert.ok(cpus.length > 0)
    } finally {
      for (const one of holders) await one.end('SIGKILL')
    }
    const taken = await takeCpu({ wait: false, folder, allowed, siblings: alone })
    assert.deepEqual([taken.cpu, taken.alone, taken.isShared()], [2, true, false])
    taken.release()
    assert.deepEqual(readdirSync(folder), [])
  },
)

test('the second takes another, the third the last one, and says so', GUARD, async () => {
  const folder = newFolder()
  const first = await holder(folder, [0, 1])
  const second = await takeCpu({ wait: false, folder, allowed: [0, 1], siblings: alone })
  const third = await holder(folder, [0, 1])
  try {
    assert.deepEqual([first.cpu, first.alone], [1, true])
    assert.deepEqual([second.cpu, second.alone, second.isShared()], [0, true, false])
    assert.deepEqual([third.cpu, third.alone], [1, false])
  } finally {
    second.release()
    await first.end('SIGKILL')
    await third.end('SIGKILL')
  }
})

test('one that waits goes on when the holder ends, however it ends', GUARD, async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const folder = newFolder()
    const first = await holder(folder, [5])
    const waitedFor: number[] = []
    const taken = await takeCpu({
      wait: true,
      folder,
      allowed: [5],
      siblings: alone,
      onWait(pids) {
        waitedFor.push(...pids)
        void first.end(signal)
      },
    })
    assert.deepEqual(waitedFor, [first.pid])
    assert.deepEqual([taken.cpu, taken.alone], [5, true])
    taken.release()
  }
})

test('waiting can be cancelled; the CPU is not its own then', GUARD, async () => {
  const folder = newFolder()
  const first = await holder(folder, [5])
  let asked = 0
  const cancelled = () => ++asked > 2
  const taken = await takeCpu({ wait: true, folder, allowed: [5], siblings: alone, cancelled })
  assert.deepEqual([taken.cpu, taken.alone, taken.isShared()], [5, false, true])
  await first.end('SIGKILL')
  assert.equal(taken.isShared(), false)
  taken.release()
})

test(
  'where there are no CPUs to tell apart, the machine is claimed and nothing pinned',
  GUARD,
  async () => {
    const folder = newFolder()
    const first = await holder(folder, [])
    const second = await takeCpu({ wait: false, folder, allowed: [] })
    assert.deepEqual(
      [first.alone, 'cpu' in first, second.alone, 'cpu' in second],
      [true, false, false, false],
    )
    second.release()
    await first.end('SIGKILL')
  },
)

test('a claim of a process that is no more is none, and neither is that of an earlier one of its number', {
  skip: process.platform !== 'linux' && 'the system does not say when a process started',
}, async () => {
  const folder = newFolder()
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const started = readFileSync('/proc/1/stat', 'utf8').replace(/^.*\)/s, '').trim().split(' ')[19]
  const claim = (name: string) => writeFileSync(join(folder, name), '')
  claim(`unmap-bench-cpu-7-${pid}-1`)
  claim(`unmap-bench-cpu-6-1-${Number(started) + 1}`)
  claim('somebody-elses-cpu-7-1-1')
  const options = { wait: false, folder, allowed: [5, 6, 7], siblings: alone }
  const taken = await takeCpu(options)
  assert.deepEqual([taken.cpu, taken.alone], [7, true])
  taken.release()
  assert.deepEqual(readdirSync(folder), ['somebody-elses-cpu-7-1-1'])
  claim(`unmap-bench-cpu-7-1-${started}`)
  const other = await takeCpu(options)
  assert.equal(other.cpu, 6)
  other.release()
})

test('claims that no process can have made keep nobody away, and neither does a folder that is gone', async () => {
  const folder = newFolder()
  const names = ['0-0', ...(process.platform === 'linux' ? ['1-0'] : [])]
  for (const name of names) writeFileSync(join(folder, `unmap-bench-cpu-2-${name}`), '')
  for (const where of [folder, join(folder, 'gone')]) {
    const taken = await takeCpu({ wait: false, folder: where, allowed: [2], siblings: alone })
    assert.deepEqual([taken.cpu, taken.alone], [2, true])
    taken.release()
  }
})
