import type { Fault } from './fault.js'

const TRACE = 'workloads/trace/'

/** The way of a trace to its tape, and one of a sweep. */
export const TRACES: readonly Fault[] = [
  {
    file: `${TRACE}text/notices.ts`,
    find: 'written - Number(buffer[1])',
    replace: 'Number(buffer[1]) - written',
    says: 'events that were overwritten are not noticed',
    tests: [`${TRACE}read`, `${TRACE}text/parser`],
  },
  {
    file: `${TRACE}text/iommu.ts`,
    find: 'end !== iova + size',
    replace: 'end > iova + size',
    says: 'a size that is more than the distance of the two iovas is read',
    tests: [`${TRACE}text/parser`, `${TRACE}read`],
  },
  {
    file: `${TRACE}text/iommu.ts`,
    find: 'event.unmapped = cursor.decimal()',
    replace: 'event.unmapped = cursor.decimal() && event.size',
    says: 'what an unmap came to is what it asked for',
    tests: [`${TRACE}text/parser`, `${TRACE}compile`],
  },
  {
    file: `${TRACE}compile.ts`,
    find: 'const end = start + unmapped',
    replace: 'const end = start + size',
    says: 'an unmap that took a block whole is replayed on what it asked for',
    tests: [`${TRACE}compile`],
  },
  {
    file: `${TRACE}compile.ts`,
    find: 'else if (bytesOf(known) < end - start) counts.cut++',
    replace: 'else if (bytesOf(known) <= end - start) counts.cut++',
    says: 'every unmap counts as cut',
    tests: [`${TRACE}compile`],
  },
  {
    file: `${TRACE}fit.ts`,
    find: 'iova + size > 2 ** domain.ias',
    replace: 'iova + size >= 2 ** domain.ias',
    says: 'an event that ends with the address space is refused',
    tests: [`${TRACE}compile`],
  },
  {
    file: `${TRACE}compile.ts`,
    find: "op: 'unmap' as const, timed: false",
    replace: "op: 'unmap' as const, timed: true",
    says: 'what brings the table back to the start is timed',
    tests: [`${TRACE}compile`],
  },
  {
    file: `${TRACE}compile.ts`,
    find: "op: 'map' as const, timed: false",
    replace: "op: 'map' as const, timed: true",
    says: 'what was mapped before the trace is mapped within its time',
    tests: [`${TRACE}compile`, `${TRACE}replay`],
  },
  {
    file: `${TRACE}columns/regions.ts`,
    find: 'if (region.end > end) kept.push({ start: end, end: region.end })',
    replace: '',
    says: 'an unmap out of the middle of a region takes its end along',
    tests: [`${TRACE}columns/regions`],
  },
  {
    file: `${TRACE}columns/regions.ts`,
    find: 'regions[middle].end <= address',
    replace: 'regions[middle].end < address',
    says: 'a region overlaps the one that begins at its end',
    tests: [`${TRACE}columns/regions`],
  },
  {
    file: `${TRACE}domains/infer.ts`,
    find: 'exact < 0 ? partly : exact',
    replace: 'partly < 0 ? exact : partly',
    says: 'an unmap goes to the first domain that has a part of it',
    tests: [`${TRACE}domains/infer`],
  },
  {
    file: 'harness/trace/kernel-calls.ts',
    find: 'pgsize === b[at].pgsize && pgcount === b[at].pgcount',
    replace: 'pgsize === b[at].pgsize',
    says: "a call of another number of pages passes for the kernel's",
    tests: ['harness/trace/kernel-calls'],
  },
  {
    file: `${TRACE}text/call.ts`,
    find: 'call.op === op &&',
    replace: 'call.op >= 0 * op &&',
    says: 'calls of a map are taken for those of the unmap of its range',
    tests: ['harness/trace/kernel-calls', 'harness/kernel-oracle', `${TRACE}replay`],
  },
  {
    file: `${TRACE}domains/derived.ts`,
    find: 'domains.get(keyOf(event))?.shift()',
    replace: 'domains.get(keyOf(event))?.pop()',
    says: 'events of one range take the domains of its lines from behind',
    tests: [`${TRACE}domains/derived`],
  },
  {
    file: `${TRACE}profile.ts`,
    find: 'Math.max(live[point], bytes)',
    replace: 'bytes',
    says: 'the live bytes of a stretch are those at its end, not its peak',
    tests: [`${TRACE}profile`],
  },
  {
    file: 'workloads/sweep/layout.ts',
    find: 'PADDR_BASE + 2 * (slot * stride + place * segmentBytes) + off.paddr',
    replace: 'PADDR_BASE + (slot * stride + place * segmentBytes) + off.paddr',
    says: 'segments of a scatter list lie side by side in memory',
    tests: ['workloads/sweep/cell', 'workloads/tape-digests'],
  },
]
