import type { Fault } from './fault.js'

/** What is seen from beside the objects of the timed build. */
const OBJECTS = 'engines/native/timed-objects'

/** What only the build that is timed does: write-back itself, eviction, clocks. */
export const TIMED: readonly Fault[] = [
  {
    file: 'engines/native/cpu/write-back.c',
    find: 'line += LINE',
    replace: 'line += 2 * LINE',
    times: 3,
    says: 'every second cache line is not written back',
    tests: ['engines/native/write-back'],
  },
  {
    file: 'engines/native/table/flush-ptes.h',
    find: 'count * sizeof *base',
    replace: 'count',
    says: 'as many bytes are written back as there are ptes',
    tests: ['engines/native/write-back'],
  },
  {
    file: 'engines/native/table/flush-ptes.h',
    find: 'write_back((const void *)base, GRANULE)',
    replace: 'write_back((const void *)base, sizeof *base)',
    says: 'of a new table the first line is written back',
    tests: ['engines/native/write-back'],
  },
  {
    file: 'engines/linux/shim/shim.h',
    find: '  write_back(__va(start), size);\n',
    replace: '',
    says: "the kernel's dma_sync_single_for_device() writes nothing back",
    tests: [OBJECTS],
  },
  {
    file: 'engines/linux/shim/shim.h',
    find: '  write_back(start, size);\n',
    replace: '',
    says: "the kernel's dma_map_single() writes nothing back",
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/time.c',
    find: 'ns[timed] = after - before;\n      cpu_ns[timed] = cpu_after - cpu_before;',
    replace: 'cpu_ns[timed] = after - before;\n      ns[timed] = cpu_after - cpu_before;',
    says: "a series' two clocks stand in each other's place",
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/time.c',
    find: 'evict_caches(other, phase->evict_bytes);\n    if (!phase->timed) {',
    replace: 'if (!phase->timed) {\n      evict_caches(other, phase->evict_bytes);',
    says: 'a series evicts the caches before untimed phases only',
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/turns.c',
    find: 'evict_caches(&notes->other, phase->evict_bytes);',
    replace: 'if (!phase->timed) evict_caches(&notes->other, phase->evict_bytes);',
    says: 'turns evict the caches before untimed phases only',
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/turns.c',
    find: 'ns > notes->clock_ns ? ns - notes->clock_ns : 1',
    replace: 'ns > 0 ? ns : 1',
    says: 'what reading the clock takes stays in the times',
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/turns.c',
    find: 'samples[(count - 1) / 2] + samples[count / 2]',
    replace: '2 * samples[count / 2]',
    says: 'of an even number of cycles the upper of the two middle ones is the median',
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/tape/evict.c',
    find: 'at < bytes / sizeof *other->words;',
    replace: 'at < bytes / sizeof *other->words / LINE_WORDS;',
    says: 'in C an eighth of the caches is evicted',
    tests: [OBJECTS],
  },
  {
    file: 'engines/native/cpu/clock.c',
    find: 'CLOCK_THREAD_CPUTIME_ID',
    replace: 'CLOCK_MONOTONIC',
    says: "the processor's clock is the monotonic one",
    tests: [OBJECTS],
  },
  {
    file: 'harness/bench/worker/evict.ts',
    find: 'memory[at]++',
    replace: '{}',
    says: 'in Node evicting the caches does nothing',
    tests: ['harness/bench/worker/evict', 'harness/bench/worker/sampler'],
  },
  {
    file: 'harness/bench/worker/sampler.ts',
    find: 'if (phase.evictBytes !== undefined) evict(phase.evictBytes)',
    replace: 'if (timed === undefined && phase.evictBytes !== undefined) evict(phase.evictBytes)',
    says: 'in Node the caches are evicted before untimed phases only',
    tests: ['harness/bench/worker/evict', 'harness/bench/worker/sampler'],
  },
]
