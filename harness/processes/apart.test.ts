/** Workers end when their parent says so, or with it: not by the terminal's Ctrl-C. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newFolder, testEngine } from '../testing/suites.js'

/** Nothing here takes as long; what waits for ever is to fail. */
const GUARD = { timeout: 60_000 }

const HANDLE = JSON.stringify(new URL('./handle.js', import.meta.url).href)
const PROTOCOL = JSON.stringify(new URL('../bench/worker/protocol.js', import.meta.url).href)

/** Starts a parent in a process group of its own, as a shell does. */
function parent(script: string) {
  const source = `
    const { spawn } = await import(${HANDLE})
    const { CHECKING } = await import(${PROTOCOL})
    const start = () => spawn(CHECKING)
    const open = (worker, engine = 'ts/punt') => worker.request('open', { engine }, 60000)
    ${script}`
  const file = join(newFolder(), 'parent.mjs')
  writeFileSync(file, source)
  const child = spawn(process.execPath, [file], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  const ended = new Promise<{ code: number | null; stdout: string }>((done) =>
    child.on('close', (code) => done({ code, stdout })),
  )
  const said = async (word: string) => {
    while (!stdout.includes(word)) await wait(5)
    return stdout
  }
  return { child, ended, said }
}

/** Whether a process is there that is not dead and only waits for its parent to notice. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    // Where there is no /proc the signal alone tells.
    return error instanceof Error && 'path' in error && process.platform !== 'linux'
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  assert.ok(pids.every((pid) => pid > 0))
  while (pids.some(isAlive)) await wait(20)
}

test('Ctrl-C while workers start ends none of them', GUARD, async () => {
  const { child, ended, said } = parent(`
    process.on('SIGINT', () => {})
    console.log('starting')
    const workers = [1, 2, 3, 4].map(start)
    const opened = Promise.all(workers.map((worker) => open(worker)))
    const found = await opened.then((all) => all.map(({ id }) => id).join(), String)
    for (const worker of workers) worker.stop()
    console.log(found, 'is what they said')
    setInterval(() => {}, 1000)`)
  await said('starting')
  const pressing = setInterval(() => process.kill(-(child.pid ?? 0), 'SIGINT'), 5)
  const stdout = await said('is what they said').finally(() => clearInterval(pressing))
  child.kill('SIGKILL')
  await ended
  assert.match(stdout, /ts\/punt,ts\/punt,ts\/punt,ts\/punt/)
})

test('workers end with a parent that is killed, those that still start too', GUARD, async () => {
  const { child, ended, said } = parent(`
    const first = start()
    await open(first)
    console.log([first, start(), start()].map(({ pid }) => pid).join(), 'started')`)
  const pids = (await said('started')).split(' ')[0].split(',').map(Number)
  assert.equal(pids.length, 3)
  child.kill('SIGKILL')
  await ended
  await gone(pids)
})

test('a worker that hangs ends with a parent that exits', GUARD, async () => {
  const hangs = JSON.stringify(testEngine('hangs'))
  const { ended } = parent(`
    const worker = start()
    await open(worker, ${hangs})
    const column = (value) => Float64Array.of(value, value)
    const tape = {
      phases: [],
      op: Uint8Array.of(0, 1),
      iova: column(2 ** 30),
      paddr: column(0),
      size: column(4096),
      continues: new Uint8Array(2),
      error: new Int8Array(2),
    }
    const domain = { ias: 39, oas: 39, pgsizeBitmap: 4096, coherent: true, strict: true }
    worker.request('check', { cell: 'c', domain, tape, seed: 1 }, 60000).catch(() => {})
    setTimeout(() => {
      console.log(worker.pid)
      process.exit(0)
    }, 500)`)
  const { stdout } = await ended
  await gone([Number(stdout)])
})
