import { type Fault, inFile } from './fault.js'

/** What is seen from beside the objects of the timed build. */
const OBJECTS = 'engines/native/timed-objects'

/** What only the build that is timed does: write-back itself, eviction, clocks. */
export const TIMED: readonly Fault[] = [
  ...inFile('engines/native/cpu/write-back.c', ['engines/native/write-back'], {
    'every second cache line is not written back': ['line += LINE', 'line += 2 * LINE', 3],
  }),
  ...inFile('engines/native/table/flush-ptes.h', ['engines/native/write-back'], {
    'as many bytes are written back as there are ptes': ['count * sizeof *base', 'count'],
    'of a new table the first line is written back': [
      'write_back((const void *)base, GRANULE)',
      'write_back((const void *)base, sizeof *base)',
    ],
  }),
  ...inFile('engines/linux/shim/shim.h', [OBJECTS], {
    "the kernel's dma_sync_single_for_device() writes nothing back": [
      '  write_back(__va(start), size);\n',
      '',
    ],
    "the kernel's dma_map_single() writes nothing back": ['  write_back(start, size);\n', ''],
  }),
  ...inFile('engines/native/tape/time.c', [OBJECTS], {
    "a series' two clocks stand in each other's place": [
      'ns[timed] = after - before;\n      cpu_ns[timed] = cpu_after - cpu_before;',
      'cpu_ns[timed] = after - before;\n      ns[timed] = cpu_after - cpu_before;',
    ],
    'a series evicts the caches before untimed phases only': [
      'evict_caches(other, phase->evict_bytes);\n    if (!phase->timed) {',
      'if (!phase->timed) {\n      evict_caches(other, phase->evict_bytes);',
    ],
  }),
  ...inFile('engines/native/tape/turns.c', [OBJECTS], {
    'turns evict the caches before untimed phases only': [
      'evict_caches(&notes->other, phase->evict_bytes);',
      'if (!phase->timed) evict_caches(&notes->other, phase->evict_bytes);',
    ],
    'what reading the clock takes stays in the times': [
      'ns > notes->clock_ns ? ns - notes->clock_ns : 1',
      'ns > 0 ? ns : 1',
    ],
    'of an even number of cycles the upper of the two middle ones is the median': [
      'samples[(count - 1) / 2] + samples[count / 2]',
      '2 * samples[count / 2]',
    ],
  }),
  ...inFile('engines/native/tape/evict.c', [OBJECTS], {
    'in C an eighth of the caches is evicted': [
      'at < bytes / sizeof *other->words;',
      'at < bytes / sizeof *other->words / LINE_WORDS;',
    ],
  }),
  ...inFile('engines/native/cpu/clock.c', [OBJECTS], {
    "the processor's clock is the monotonic one": ['CLOCK_THREAD_CPUTIME_ID', 'CLOCK_MONOTONIC'],
  }),
  ...inFile(
    'harness/bench/worker/evict.ts',
    ['harness/bench/worker/evict', 'harness/bench/worker/sampler'],
    {
      'in Node evicting the caches does nothing': ['memory[at]++', '{}'],
    },
  ),
  ...inFile(
    'harness/bench/worker/sampler.ts',
    ['harness/bench/worker/evict', 'harness/bench/worker/sampler'],
    {
      'in Node the caches are evicted before untimed phases only': [
        'if (phase.evictBytes !== undefined) evict(phase.evictBytes)',
        'if (timed === undefined && phase.evictBytes !== undefined) evict(phase.evictBytes)',
      ],
    },
  ),
]
