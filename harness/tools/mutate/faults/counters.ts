import { type Fault, inFile } from './fault.js'

/** What is counted, in both tiers, and what is made of counts. */
export const COUNTERS: readonly Fault[] = [
  ...inFile('engines/probes/counting.ts', ['engines/counts-closed-forms'], {
    'the last cache line of a write-back is not counted': [
      'this.tally.writeBackLines += last - first + 1',
      'this.tally.writeBackLines += last - first',
    ],
    'a run that ends with a cache line counts the next one': [
      'Math.floor((index + count - 1) / PTES_PER_LINE)',
      'Math.floor((index + count) / PTES_PER_LINE)',
    ],
  }),
  ...inFile('engines/probes/counting.ts', ['engines/counts-linux-6.1'], {
    'forced and final syncs are counted as each other': [
      'if (forced) this.tally.forcedSyncs++\n    else this.tally.finalSyncs++',
      'if (forced) this.tally.finalSyncs++\n    else this.tally.forcedSyncs++',
    ],
  }),
  ...inFile('engines/probes/iommus/smmu.ts', ['engines/probes/'], {
    'range commands cover the most that they can, not what is left of the scale': [
      '((left / unit) % UNITS) * unit',
      'Math.min(left / unit, UNITS - 1) * unit',
    ],
  }),
  ...inFile('engines/probes/iommus/vtd.ts', ['engines/probes/'], {
    'VT-d invalidates the whole domain for just 1 GiB': [
      'block.bytes > PAGE * 2 ** MOST_MASKED',
      'block.bytes >= PAGE * 2 ** MOST_MASKED',
    ],
  }),
  ...inFile('engines/probes/iommus/aligned-block.ts', ['engines/probes/'], {
    'the aligned block of a range holds the byte behind it too': [
      'Math.floor((end - 1) / bytes)',
      'Math.floor(end / bytes)',
    ],
  }),
  ...inFile('engines/contract/counters.ts', ['engines/contract/counters'], {
    'forced syncs are no indirect calls': ['    counts.forcedSyncs,\n', ''],
  }),
  ...inFile(
    'engines/contract/counters.ts',
    ['harness/explain/comparison', 'results/analysis/analyse'],
    {
      'what was not counted is 0 in a sum': [
        'if (part === undefined) return undefined',
        'if (part === undefined) continue',
      ],
    },
  ),
  ...inFile(
    'engines/native/probes/counting.c',
    ['engines/native/write-back', 'engines/native/counts'],
    {
      'in C lines are counted by the number of ptes, wherever they begin': [
        '(index + count - 1) / PTES_PER_LINE - index / PTES_PER_LINE + 1',
        '(count + PTES_PER_LINE - 1) / PTES_PER_LINE',
      ],
    },
  ),
  ...inFile('engines/native/probes/counting.c', ['engines/native/counts', 'engines/native/tlbi'], {
    'in C commands of before and since October 2026 are the same': [
      'tally[COUNTER_tlbiTwoRanges] += two_range_commands(pages)',
      'tally[COUNTER_tlbiTwoRanges] += range_commands(pages)',
    ],
  }),
]
