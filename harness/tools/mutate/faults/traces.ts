import { type Fault, inFile } from './fault.js'

const TRACE = 'workloads/trace/'

/** The way of a trace to its tape, and one of a sweep. */
export const TRACES: readonly Fault[] = [
  ...inFile(`${TRACE}text/notices.ts`, [`${TRACE}read`, `${TRACE}text/parser`], {
    'events that were overwritten are not noticed': [
      'written - Number(buffer[1])',
      'Number(buffer[1]) - written',
    ],
  }),
  ...inFile(`${TRACE}text/iommu.ts`, [`${TRACE}text/parser`, `${TRACE}read`], {
    'a size that is more than the distance of the two iovas is read': [
      'end !== iova + size',
      'end > iova + size',
    ],
  }),
  ...inFile(`${TRACE}text/iommu.ts`, [`${TRACE}text/parser`, `${TRACE}compile`], {
    'what an unmap came to is what it asked for': [
      'event.unmapped = cursor.decimal()',
      'event.unmapped = cursor.decimal() && event.size',
    ],
  }),
  ...inFile(`${TRACE}compile.ts`, [`${TRACE}compile`], {
    'an unmap that took a block whole is replayed on what it asked for': [
      'const end = start + unmapped',
      'const end = start + size',
    ],
    'every unmap counts as cut': [
      'else if (bytesOf(known) < end - start) counts.cut++',
      'else if (bytesOf(known) <= end - start) counts.cut++',
    ],
  }),
  ...inFile(`${TRACE}fit.ts`, [`${TRACE}compile`], {
    'an event that ends with the address space is refused': [
      'iova + size > 2 ** domain.ias',
      'iova + size >= 2 ** domain.ias',
    ],
  }),
  ...inFile(`${TRACE}compile.ts`, [`${TRACE}compile`], {
    'what brings the table back to the start is timed': [
      "op: 'unmap', timed: false",
      "op: 'unmap', timed: true",
    ],
  }),
  ...inFile(`${TRACE}compile.ts`, [`${TRACE}compile`, `${TRACE}replay`], {
    'what was mapped before the trace is mapped within its time': [
      "op: 'map', timed: false",
      "op: 'map', timed: true",
    ],
  }),
  ...inFile(`${TRACE}columns/regions.ts`, [`${TRACE}columns/regions`], {
    'an unmap out of the middle of a region takes its end along': [
      'if (region.end > end) kept.push({ start: end, end: region.end })',
      '',
    ],
    'a region overlaps the one that begins at its end': [
      'regions[at].end > address',
      'regions[at].end >= address',
    ],
  }),
  ...inFile(`${TRACE}domains/infer.ts`, [`${TRACE}domains/infer`], {
    'an unmap goes to the first domain that has a part of it': [
      'exact < 0 ? partly : exact',
      'partly < 0 ? exact : partly',
    ],
  }),
  ...inFile('harness/trace/kernel-calls.ts', ['harness/trace/kernel-calls'], {
    "a call of another number of pages passes for the kernel's": [
      'pgsize === b[at].pgsize && pgcount === b[at].pgcount',
      'pgsize === b[at].pgsize && pgcount > 0',
    ],
  }),
  ...inFile(`${TRACE}lookups.ts`, [`${TRACE}lookups`], {
    'translations that a trace names are not replayed': [
      'const assumed = recorded.length === 0',
      'const assumed = recorded.length >= 0',
    ],
  }),
  ...inFile('reports/answer/trace-parts.ts', ['reports/answer/trace-parts'], {
    "map's calls by run are those of per-page's leaves taken off": [
      'maps: whole - byRun',
      'maps: whole - leaves',
    ],
  }),
  ...inFile(
    `${TRACE}text/call.ts`,
    ['harness/trace/kernel-calls', 'harness/kernel-oracle', `${TRACE}replay`],
    {
      'calls of a map are taken for those of the unmap of its range': [
        'call.op === op &&',
        'call.op >= 0 * op &&',
      ],
    },
  ),
  ...inFile(`${TRACE}domains/derived.ts`, [`${TRACE}domains/derived`], {
    'events of one range take the domains of its lines from behind': [
      'domains.get(keyOf(event))?.shift()',
      'domains.get(keyOf(event))?.pop()',
    ],
  }),
  ...inFile(`${TRACE}profile.ts`, [`${TRACE}profile`], {
    'the live bytes of a stretch are those at its end, not its peak': [
      'Math.max(live[point], bytes)',
      'bytes',
    ],
  }),
  ...inFile('workloads/sweep/layout.ts', ['workloads/sweep/cell', 'workloads/tape-digests'], {
    'segments of a scatter list lie side by side in memory': [
      'next += 2 * sizes[at]',
      'next += sizes[at]',
    ],
  }),
]
