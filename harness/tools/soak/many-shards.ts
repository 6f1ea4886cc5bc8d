/** What it costs to merge 10, 100 and 1,000 shards of 100 cells: processor time, memory, and the page. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTemporaryFolder, textOf } from '../../../engines/contract/index.js'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import { RESULT_FILE, type Result } from '../../../results/record/index.js'
import { endOf, type Running, startCommand } from './child.js'
import { type SoakContext, SoakFailure, type SoakPart } from './part.js'

const SHARDS = [10, 100, 1000]
const CELLS = 100
/** What it may take, whatever the machine; its time depends on that. */
const MOST_MEMORY = 1e9
const MOST_PAGE = 5e6

/** Milliseconds between two looks at the process. */
const LOOK_MS = 100
/** Of the kernel's clock, by which it accounts processor time. */
const TICKS_A_SECOND = 100

export const shardsSoak: SoakPart = {
  name: 'shards',
  summary: 'what it takes to merge 10, 100 and 1,000 shards of 100 cells',
  run: (_, context) =>
    inTemporaryFolder('unmap-bench-shards-', async (folder) => {
      for (const count of SHARDS) {
        if (!context.stopping()) await mergeOnce(count, folder, context)
      }
      return undefined
    }),
}

async function mergeOnce(count: number, scratch: string, context: SoakContext): Promise<void> {
  context.doing(`writing ${count} shards`)
  const folder = join(scratch, String(count))
  const paths = writeShards(count, folder)
  context.doing(`merging ${count} shards`)
  const out = join(folder, 'merged')
  const began = performance.now()
  const running = startCommand(['merge', ...paths, '--overview', '--out', out])
  const ending = endOf(running, context)
  const used = await watched(running)
  const seconds = (performance.now() - began) / 1000
  const { output, well } = await ending
  if (context.stopping()) return
  if (!well) throw new SoakFailure(output)
  const bytes = (name: string) => statSync(join(out, name)).size
  const page = bytes('report.html')
  context.print(
    `${count} shards, ${count * CELLS} cells: ${used.cpuSeconds.toFixed(1)} s of processor time in ${seconds.toFixed(1)} s, ` +
      `${megabytes(used.memory)} of memory, page ${megabytes(page)}, samples ${megabytes(bytes(RESULT_FILE))}`,
  )
  if (used.memory >= MOST_MEMORY || page >= MOST_PAGE) {
    throw new SoakFailure('that is more than 1 GB of memory, or a page of more than 5 MB')
  }
  rmSync(folder, { recursive: true })
}

/** Invented samples, of a run of three generations; the folders of its shards. */
function writeShards(count: number, folder: string): string[] {
  const base = syntheticResult({ generations: 3, roundsPerGeneration: 6 })
  return Array.from({ length: count }, (_, shard) => {
    const places = Array.from({ length: CELLS }, (_, cell) => shard + cell * count)
    const cells = places.map((place, at) => {
      const cell = base.cells[at % base.cells.length]
      return { ...cell, id: `${cell.id}/${place}` }
    })
    const options = { ...base.options, cells: cells.map(({ id }) => id) }
    const of = {
      index: shard + 1,
      run: 'run',
      cells: Array.from({ length: count }, () => CELLS),
      places,
    }
    const own = join(folder, `shard-${shard + 1}`)
    mkdirSync(own, { recursive: true })
    const result: Result = { ...base, options, shard: of, cells }
    writeFileSync(join(own, RESULT_FILE), JSON.stringify(result))
    return own
  })
}

/** The most memory that a process held, and its processor time, until it ended. */
async function watched({
  child: { pid },
  ended,
}: Running): Promise<{ memory: number; cpuSeconds: number }> {
  const used = { memory: 0, cpuSeconds: 0 }
  const look = setInterval(() => {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`) ?? '') ?? []
    if (kibibytes !== undefined) used.memory = Number(kibibytes) * 1024
    // The 14th and 15th, after a name that may hold blanks: ticks in user and in kernel mode.
    const fields = textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') ?? []
    const ticks = Number(fields[11]) + Number(fields[12])
    if (ticks > 0) used.cpuSeconds = ticks / TICKS_A_SECOND
  }, LOOK_MS)
  await ended
  clearInterval(look)
  return used
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 0)} MB`
}
