import type { Fault } from './fault.js'

/** What is counted, in both tiers, and what is made of counts. */
export const COUNTERS: readonly Fault[] = [
  {
    file: 'engines/probes/counting.ts',
    find: 'this.tally.writeBackLines += last - first + 1',
    replace: 'this.tally.writeBackLines += last - first',
    says: 'the last cache line of a write-back is not counted',
    tests: ['engines/counts-closed-forms'],
  },
  {
    file: 'engines/probes/counting.ts',
    find: 'Math.floor((index + count - 1) / PTES_PER_LINE)',
    replace: 'Math.floor((index + count) / PTES_PER_LINE)',
    says: 'a run that ends with a cache line counts the next one',
    tests: ['engines/counts-closed-forms'],
  },
  {
    file: 'engines/probes/counting.ts',
    find: 'if (forced) this.tally.forcedSyncs++\n    else this.tally.finalSyncs++',
    replace: 'if (forced) this.tally.finalSyncs++\n    else this.tally.forcedSyncs++',
    says: 'forced and final syncs are counted as each other',
    tests: ['engines/counts-linux-6.1'],
  },
  {
    file: 'engines/probes/iommus/smmu.ts',
    find: '((left / unit) % UNITS) * unit',
    replace: 'Math.min(left / unit, UNITS - 1) * unit',
    says: 'range commands cover the most that they can, not what is left of the scale',
    tests: ['engines/probes/'],
  },
  {
    file: 'engines/probes/iommus/vtd.ts',
    find: 'block.bytes > PAGE * 2 ** MOST_MASKED',
    replace: 'block.bytes >= PAGE * 2 ** MOST_MASKED',
    says: 'VT-d invalidates the whole domain for just 1 GiB',
    tests: ['engines/probes/'],
  },
  {
    file: 'engines/probes/iommus/aligned-block.ts',
    find: 'Math.floor((end - 1) / bytes)',
    replace: 'Math.floor(end / bytes)',
    says: 'the aligned block of a range holds the byte behind it too',
    tests: ['engines/probes/'],
  },
  {
    file: 'engines/contract/counters.ts',
    find: '    counts.forcedSyncs,\n',
    replace: '',
    says: 'forced syncs are no indirect calls',
    tests: ['engines/contract/counters'],
  },
  {
    file: 'engines/contract/counters.ts',
    find: 'if (part === undefined) return undefined',
    replace: 'if (part === undefined) continue',
    says: 'what was not counted is 0 in a sum',
    tests: ['harness/explain/comparison', 'results/analysis/analyse'],
  },
  {
    file: 'engines/native/probes/counting.c',
    find: '(index + count - 1) / PTES_PER_LINE - index / PTES_PER_LINE + 1',
    replace: '(count + PTES_PER_LINE - 1) / PTES_PER_LINE',
    says: 'in C lines are counted by the number of ptes, wherever they begin',
    tests: ['engines/native/write-back', 'engines/native/counts'],
  },
  {
    file: 'engines/native/probes/counting.c',
    find: 'tally[COUNTER_tlbiTwoRanges] += two_range_commands(pages)',
    replace: 'tally[COUNTER_tlbiTwoRanges] += range_commands(pages)',
    says: 'in C commands of before and since October 2026 are the same',
    tests: ['engines/native/counts', 'engines/native/tlbi'],
  },
]
