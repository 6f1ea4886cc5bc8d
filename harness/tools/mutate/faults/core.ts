import { type Fault, inFile } from './fault.js'

const COUNTS = ['engines/counts-linux-6.1', 'engines/counts-closed-forms']
const CASES = ['harness/conformance/cases']

/** Core, driver and gather of tier ts. */
export const CORE: readonly Fault[] = [
  ...inFile('engines/core/iommu.ts', CASES, {
    'a map that fails is not rolled back': [
      'if (error !== 0) iommuUnmap(domain, unmapPath, iova, domain.mapped.bytes)',
      'if (error > 0) iommuUnmap(domain, unmapPath, iova, domain.mapped.bytes)',
    ],
  }),
  ...inFile('engines/core/iommu.ts', COUNTS, {
    'a lazy domain waits for an iotlb sync': [
      'if (domain.strict) driver.iotlbSync(gather)',
      'driver.iotlbSync(gather)',
    ],
  }),
  ...inFile('engines/core/iommu.ts', CASES, {
    'a map out of range is -EINVAL, not -ERANGE': [
      'paddr + size > domain.paddrEnd) return -ERANGE',
      'paddr + size > domain.paddrEnd) return -ERANGE + 12',
    ],
  }),
  ...inFile('engines/core/map-list.ts', CASES, {
    'of a list that fails only the segment at hand is rolled back': [
      'iommuUnmap(domain, unmapPath, iova, done)',
      'iommuUnmap(domain, unmapPath, iova + done, length)',
    ],
  }),
  ...inFile('engines/core/page-size.ts', ['engines/core/page-size'], {
    'a run goes over the boundary from which on just one larger page would fit': [
      'if (toBoundary + next <= size) reach = toBoundary',
      'if (toBoundary + next < size) reach = toBoundary',
    ],
  }),
  ...inFile('engines/core/unmap-runs.ts', [...COUNTS, ...CASES], {
    'an unmap goes on as if the whole run had been unmapped': [
      'done += unmapped',
      'done += run.pgsize * run.count',
    ],
  }),
  ...inFile('engines/core/unmap-page-by-page.ts', CASES, {
    'an unmap without progress is a success': [
      'if (unmapped === 0) break',
      'if (unmapped === 0) return size',
    ],
  }),
  ...inFile(
    'engines/driver/gather.ts',
    ['engines/driver/gather', 'engines/driver/range-gather', ...CASES],
    {
      'a gap of one page is gathered over': [
        'iova > this.end || iova + size < this.begin',
        'iova > this.end + pgsize || iova + size < this.begin',
      ],
      'a page in front of what is gathered ends it': [
        'if (iova + size > this.end) this.end = iova + size',
        'this.end = iova + size',
      ],
    },
  ),
  ...inFile('engines/driver/smmu-v3.ts', ['engines/driver/range-gather', ...CASES], {
    'what a forced sync waited for stays in the gather': [
      'COUNT: this.probe.sync(true, gather.begin, gather.end, gather.pgsize)\n    gather.reset()',
      'COUNT: this.probe.sync(true, gather.begin, gather.end, gather.pgsize)',
    ],
  }),
  ...inFile('engines/driver/smmu-v3.ts', CASES, {
    'deferred tables are freed before the iotlb sync': [
      'COUNT: this.probe.sync(false, gather.begin, gather.end, gather.pgsize)',
      'this.table.freeDeferredTables()\n    COUNT: this.probe.sync(false, gather.begin, gather.end, gather.pgsize)',
    ],
  }),
  ...inFile('engines/driver/range-gather.ts', ['engines/driver/range-gather'], {
    'the gather stays queued after a call that gathers its range': [
      'gather.queued = false\n    if (unmapped > 0)',
      'if (unmapped > 0)',
    ],
    'a gather that was queued before is added to': [
      `new SmmuV3Tlb(this.probe)

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    if (gather.queued) return super.unmapPages(iova, pgsize, pgcount, gather)
`,
      `new SmmuV3Tlb(this.probe)

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
`,
    ],
  }),
]
