import { type Fault, inFile } from './fault.js'

/** What lets an engine be timed, and what is counted of it. */
export const GATE: readonly Fault[] = [
  ...inFile('harness/bench/worker/gate.ts', ['harness/bench/worker/gate'], {
    'the gate lets an unmap pass that reports more than there was': [
      'outcome.bytes !== expected.bytes',
      'outcome.bytes < expected.bytes',
    ],
    'the gate does not look at the page behind an operation': [
      '    end - PAGE,\n    end,\n',
      '    end - PAGE,\n',
    ],
  }),
  ...inFile('harness/bench/worker/compare-peak.ts', ['harness/bench/worker/compare-peak'], {
    'the table that was timed is not compared with the one that passed the gate': [
      'if (found !== digest)',
      "if (found === '' && digest === '')",
    ],
  }),
  ...inFile('harness/bench/worker/count.ts', ['harness/bench/worker/count'], {
    'counts that vary from cycle to cycle pass': [
      'if (sameCounts(a, b)) continue',
      'if (sameCounts(a, a)) continue',
    ],
  }),
  ...inFile('engines/native/turns.ts', ['engines/native/turns'], {
    'a row that did not do all of its bytes is timed': [
      'bytes === cycles * expected.bytes && failures',
      'bytes >= 0 && failures',
    ],
  }),
]
