/**
 * The calls that a running kernel made into its page table, recorded by kprobes beside the map and
 * unmap events, against the calls that `map-unmap-pages` makes for the same events: its core, its
 * driver and its page table. harness/trace/kernel-calls compares traces of any granule, by its core.
 */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { type LayerOp, MAP } from '../engines/contract/index.js'
import { CountingProbe } from '../engines/index.js'
import { CountedSession, domainOf, engineOf } from '../engines/testing.js'
import { readTraceSync, tracesFolder } from '../workloads/index.js'

interface Call {
  op: LayerOp
  iova: number
  pgsize: number
  pgcount: number
}

class CallRecorder extends CountingProbe {
  private calls: Call[] = []

  override tableCall(op: LayerOp, iova: number, pgsize: number, pgcount: number): void {
    super.tableCall(op, iova, pgsize, pgcount)
    this.calls.push({ op, iova, pgsize, pgcount })
  }

  takeCalls(): Call[] {
    return this.calls.splice(0)
  }
}

/** 4K pages one by one; 2M blocks in runs; runs that end with their table, and tables dropped whole. */
const FOLDER = join(tracesFolder(), 'kprobe')
const ENDING = '.kp.txt.gz'

/** Every trace that names the kernel's calls: 4K pages, so that the engine's own page table serves. */
for (const file of readdirSync(FOLDER)) {
  test(`map-unmap-pages makes the calls that Linux made: ${basename(file, ENDING)}`, () => {
    const recorder = new CallRecorder()
    const session = new CountedSession(engineOf('map-unmap-pages'), domainOf({ oas: 44 }), recorder)
    let compared = 0
    const trace = readTraceSync(join(FOLDER, file), {
      begin: () => {},
      operation: (event, calls) => {
        if (event.op === MAP) session.map(event.iova, event.paddr, event.size)
        else session.unmap(event.iova, event.size)
        assert.deepEqual(
          recorder.takeCalls(),
          calls.map(({ op, iova, run }) => ({
            op: op === MAP ? 'map_pages' : 'unmap_pages',
            iova,
            ...run,
          })),
          `event on line ${event.line}`,
        )
        compared++
      },
    })
    assert.equal(compared, trace.events.length)
    assert.ok(compared > 400)
  })
}
