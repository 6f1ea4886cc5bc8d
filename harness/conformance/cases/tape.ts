/** What runs a tape: timing and counting rest on it. */
import { compileTape, EEXIST, MAP, type Outcome, UNMAP } from '../../../engines/contract/index.js'
import { type CasesFor, from, Violation } from '../trial/case.js'
import { bytesOf, type Region } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import { expectOutcome } from '../trial/subject.js'

function outcomeOf(bytes = 0, failures = 0, error = 0): Outcome {
  return { bytes, failures, error }
}

export const TAPE_CASES: CasesFor = ({ PAGE, BLOCK, IOVA, PAGES_ONLY }) => {
  const BUFFERS: readonly Region[] = [0, 1, 2, 3].map((nth) => ({
    iova: IOVA + nth * BLOCK,
    paddr: PAGES_ONLY + nth * 2 * BLOCK,
    size: (nth + 1) * PAGE,
  }))

  const MAPS = BUFFERS.map((buffer) => ({ op: MAP, ...buffer }) as const)
  const UNMAPS = BUFFERS.map((buffer) => ({ op: UNMAP, ...buffer, paddr: 0 }) as const)
  const TAPE = compileTape([
    { op: 'map', timed: true, operations: MAPS },
    { op: 'unmap', timed: true, operations: UNMAPS },
  ])
  const BYTES = bytesOf(BUFFERS)

  return [
    ...from(SOURCE.tape, {
      'the operations from one place of a tape to another are run, and no others'({ open }) {
        const subject = open()
        const outcome = outcomeOf()
        subject.session.runMaps(TAPE, 1, 3, outcome)
        subject.holds([BUFFERS[1], BUFFERS[2]], 'after operations 1 and 2')
        subject.session.runMaps(TAPE, 3, 3, outcome)
        subject.holds([BUFFERS[1], BUFFERS[2]], 'after no operation')
        subject.session.runUnmaps(TAPE, 5, 6, outcome)
        subject.holds([BUFFERS[2]], 'after operation 5')
      },
      'what a run of operations did is added to its outcome'({ open }) {
        const { session } = open()
        const outcome = outcomeOf(1000)
        session.runMaps(TAPE, 0, 4, outcome)
        expectOutcome('four maps after 1000 bytes', outcome, { bytes: 1000 + BYTES, error: 0 })
        session.runUnmaps(TAPE, 4, 8, outcome)
        expectOutcome('four unmaps more', outcome, { bytes: 1000 + 2 * BYTES, error: 0 })
      },
      'each operation that fails is counted, and the others are done'({ open }) {
        const subject = open()
        subject.maps(BUFFERS[1].iova, PAGES_ONLY, PAGE)
        subject.maps(BUFFERS[2].iova, PAGES_ONLY, PAGE)
        const maps = outcomeOf()
        subject.session.runMaps(TAPE, 0, 4, maps)
        if (maps.failures !== 2)
          throw new Violation(`2 maps failed and ${maps.failures} are counted`)
        // The last map of the run succeeds.
        expectOutcome('a run with failing maps', maps, { bytes: 5 * PAGE, error: -EEXIST })
        const unmaps = outcomeOf()
        subject.session.runUnmaps(TAPE, 4, 8, unmaps)
        if (unmaps.failures !== 2) {
          throw new Violation(`2 unmaps fell short and ${unmaps.failures} are counted`)
        }
        subject.holds([])
      },
      'a mixed run does maps and unmaps in the order of the tape'({ open }) {
        const subject = open()
        const operations = [MAPS[0], UNMAPS[0], { ...MAPS[0], paddr: PAGES_ONLY + BLOCK }, MAPS[1]]
        const tape = compileTape([{ op: 'mixed', timed: true, operations }])
        const outcome = outcomeOf()
        subject.session.runMixed(tape, 0, operations.length, outcome)
        expectOutcome('a mixed run', outcome, { bytes: 5 * PAGE, error: 0 })
        subject.holds([{ iova: IOVA, paddr: PAGES_ONLY + BLOCK, size: PAGE }, BUFFERS[1]])
      },
      'scatter lists are kept apart in runs of maps and in mixed runs'({ open }) {
        const continued = { ...MAPS[3], iova: MAPS[0].iova + MAPS[0].size, continues: true }
        const operations = [MAPS[0], continued, MAPS[1]]
        for (const op of ['map', 'mixed'] as const) {
          const subject = open()
          // In the way of the second segment: its list goes as a whole, the map behind it does not.
          const clash = { iova: continued.iova, paddr: PAGES_ONLY + 64 * BLOCK, size: PAGE }
          subject.maps(clash.iova, clash.paddr, clash.size)
          const tape = compileTape([{ op, timed: true, operations }])
          const outcome = outcomeOf()
          if (op === 'map') subject.session.runMaps(tape, 0, 3, outcome)
          else subject.session.runMixed(tape, 0, 3, outcome)
          subject.holds([clash, BUFFERS[1]], `after a ${op} run`)
          if (outcome.bytes !== BUFFERS[1].size || outcome.failures !== 1) {
            throw new Violation(
              `it did ${outcome.bytes} bytes and counted ${outcome.failures} failures`,
            )
          }
        }
      },
      'two sessions share nothing'({ open }) {
        const [one, other] = [open(), open()]
        one.maps(IOVA, PAGES_ONLY, 4 * PAGE)
        other.maps(IOVA, PAGES_ONLY + BLOCK, PAGE)
        one.unmaps(IOVA, PAGE)
        other.holds(
          [{ iova: IOVA, paddr: PAGES_ONLY + BLOCK, size: PAGE }],
          'in the second session',
        )
        one.holds(
          [{ iova: IOVA + PAGE, paddr: PAGES_ONLY + PAGE, size: 3 * PAGE }],
          'in the first session',
        )
      },
    }),
  ]
}
