/** Over the suite's tapes the entries of our formats are those that the kernel's own code writes. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Engine, Outcome, Session, Tape } from '../../engines/index.js'
import {
  bytesOf,
  comparedFormats,
  growTop,
  hasHint,
  openReadable,
  settled,
} from '../../engines/linux/testing/entries.js'
import { casesFor } from './cases/index.js'
import { runCase } from './trial/run-case.js'

/** `npm run soak` has all formats but those whose leaves of several entries kernels do not make. */
const FORMATS = ['vtd-ss']
const isCompared = (format: string) =>
  FORMATS.includes(format) ||
  (process.env.UNMAP_BENCH_SOAK_OPERATIONS !== undefined && !hasHint(format))

for (const { alike, format, ours } of comparedFormats()) {
  if (!isCompared(format)) continue
  // Trees of one library write the same (engines/linux/entries.test.ts): the newest is enough.
  const kernel = alike[alike.length - 1]
  const engine = ours[ours.length - 1]
  const skip = kernel === undefined && `no kernel tree here has ${format}`
  test(`${format}: entries are the kernel's after every call of the suite`, { skip }, () => {
    let compared = 0
    for (const one of casesFor(format)) {
      const [expected, found] = [kernel, engine].map((subject) => {
        const { recording, taken } = recordingOf(subject, format)
        return { status: runCase(one, recording).status, taken }
      })
      const where = `${one.name}: ${engine.id} and ${kernel.id}`
      assert.ok(![expected, found].some(({ status }) => status === 'failed'), where)
      // Some say nothing of engines that make other choices.
      if (found.status !== expected.status) continue
      const differs = found.taken.find((line, nth) => line !== expected.taken[nth])
      assert.equal(differs, undefined, where)
      assert.equal(found.taken.length, expected.taken.length, where)
      compared += found.taken.length
    }
    assert.ok(compared > 100)
  })
}

/** The engine in the page sizes of a format, and in `taken` what its calls came to, with the hash of the entries that each left. */
function recordingOf(engine: Engine, format: string): { recording: Engine; taken: string[] } {
  const taken: string[] = []
  const recording: Engine = {
    ...engine,
    format,
    open(domain, probe): Session {
      const { entries, session } = openReadable(engine, domain, probe)
      // AMD's kernel code needs tables for a top that grows, which others have from the start.
      const grows = format.startsWith('amd-v1')
      const limited = domain.maxTables !== undefined
      if (grows && !limited) growTop(session, domain)
      let failed = false
      const after =
        (run: 'runMaps' | 'runUnmaps' | 'runMixed') =>
        (tape: Tape, from: number, to: number, into: Outcome) => {
          session[run](tape, from, to, into)
          if (grows && limited) return
          failed ||= into.error !== 0
          const read = failed ? settled(entries(), engine) : entries()
          const hash = createHash('sha256').update(bytesOf(read)).digest('hex')
          taken.push(
            `${run} of ${from} to ${to}: ${into.bytes} bytes, ${into.failures} failures, entries ${hash}`,
          )
        }
      return {
        runMaps: after('runMaps'),
        runUnmaps: after('runUnmaps'),
        runMixed: after('runMixed'),
        translate: (iova) => session.translate(iova),
        leaves: (visit) => session.leaves(visit),
        leakedTables: () => session.leakedTables(),
        close: () => session.close(),
      }
    },
  }
  return { recording, taken }
}
