/**
 * The calls that a running Linux 6.1 made into its page table, recorded by kprobes beside the
 * map and unmap events, against the calls that `map-unmap-pages` makes for the same events.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { type LayerOp, MAP } from '../engines/contract/index.js'
import { CountingProbe } from '../engines/index.js'
import { CountedSession, domainOf, engineOf } from '../engines/testing.js'
import { loadKernelOperations, tracesFolder } from '../workloads/index.js'

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
const TRACES = ['nvme_seq1m', 'nvme_huge4m', 'vfio_exit']

for (const trace of TRACES) {
  test(`map-unmap-pages makes the calls that Linux 6.1 made: ${trace}`, () => {
    const path = join(tracesFolder(), 'kprobe', `arm64-6.1-strict-${trace}.kp.txt.gz`)
    const recorder = new CallRecorder()
    const session = new CountedSession(engineOf('map-unmap-pages'), domainOf({ oas: 44 }), recorder)
    for (const { event, calls } of loadKernelOperations(path)) {
      if (event.op === MAP) session.map(event.iova, event.paddr, event.size)
      else session.unmap(event.iova, event.size)
      assert.deepEqual(
        recorder.takeCalls(),
        calls.map(({ op, iova, pgsize, pgcount }) => ({
          op: op === MAP ? 'map_pages' : 'unmap_pages',
          iova,
          pgsize,
          pgcount,
        })),
        `event on line ${event.line}`,
      )
    }
  })
}
