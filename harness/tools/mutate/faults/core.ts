import type { Fault } from './fault.js'

const COUNTS = ['engines/counts-linux-6.1', 'engines/counts-closed-forms']
const CASES = ['harness/conformance/cases']

/** Core, driver and gather of tier ts. */
export const CORE: readonly Fault[] = [
  {
    file: 'engines/core/iommu.ts',
    find: 'if (error !== 0) iommuUnmap(domain, unmapPath, iova, domain.mapped.bytes)',
    replace: 'if (error > 0) iommuUnmap(domain, unmapPath, iova, domain.mapped.bytes)',
    says: 'a map that fails is not rolled back',
    tests: CASES,
  },
  {
    file: 'engines/core/iommu.ts',
    find: 'if (domain.strict) driver.iotlbSync(gather)',
    replace: 'driver.iotlbSync(gather)',
    says: 'a lazy domain waits for an iotlb sync',
    tests: COUNTS,
  },
  {
    file: 'engines/core/iommu.ts',
    find: 'paddr + size > domain.paddrEnd) return -ERANGE',
    replace: 'paddr + size > domain.paddrEnd) return -ERANGE + 12',
    says: 'a map out of range is -EINVAL, not -ERANGE',
    tests: CASES,
  },
  {
    file: 'engines/core/map-list.ts',
    find: 'iommuUnmap(domain, unmapPath, iova, done)',
    replace: 'iommuUnmap(domain, unmapPath, iova + done, length)',
    says: 'of a list that fails only the segment at hand is rolled back',
    tests: CASES,
  },
  {
    file: 'engines/core/page-size.ts',
    find: 'if (toBoundary + next <= size) reach = toBoundary',
    replace: 'if (toBoundary + next < size) reach = toBoundary',
    says: 'a run goes over the boundary from which on just one larger page would fit',
    tests: ['engines/core/page-size'],
  },
  {
    file: 'engines/core/unmap-runs.ts',
    find: 'done += unmapped',
    replace: 'done += run.pgsize * run.count',
    says: 'an unmap goes on as if the whole run had been unmapped',
    tests: [...COUNTS, ...CASES],
  },
  {
    file: 'engines/core/unmap-page-by-page.ts',
    find: 'if (unmapped === 0) break',
    replace: 'if (unmapped === 0) return size',
    says: 'an unmap without progress is a success',
    tests: CASES,
  },
  {
    file: 'engines/driver/gather.ts',
    find: 'iova > this.end || iova + size < this.begin',
    replace: 'iova > this.end + pgsize || iova + size < this.begin',
    says: 'a gap of one page is gathered over',
    tests: ['engines/driver/gather', 'engines/driver/range-gather', ...CASES],
  },
  {
    file: 'engines/driver/gather.ts',
    find: 'if (iova + size > this.end) this.end = iova + size',
    replace: 'this.end = iova + size',
    says: 'a page in front of what is gathered ends it',
    tests: ['engines/driver/gather', 'engines/driver/range-gather', ...CASES],
  },
  {
    file: 'engines/driver/smmu-v3.ts',
    find: 'COUNT: this.probe.sync(true, gather.begin, gather.end, gather.pgsize)\n    gather.reset()',
    replace: 'COUNT: this.probe.sync(true, gather.begin, gather.end, gather.pgsize)',
    says: 'what a forced sync waited for stays in the gather',
    tests: ['engines/driver/range-gather', ...CASES],
  },
  {
    file: 'engines/driver/smmu-v3.ts',
    find: 'COUNT: this.probe.sync(false, gather.begin, gather.end, gather.pgsize)',
    replace:
      'this.table.freeDeferredTables()\n    COUNT: this.probe.sync(false, gather.begin, gather.end, gather.pgsize)',
    says: 'deferred tables are freed before the iotlb sync',
    tests: CASES,
  },
  {
    file: 'engines/driver/range-gather.ts',
    find: 'gather.queued = false\n    if (unmapped > 0)',
    replace: 'if (unmapped > 0)',
    says: 'the gather stays queued after a call that gathers its range',
    tests: ['engines/driver/range-gather'],
  },
  {
    file: 'engines/driver/range-gather.ts',
    find: `new SmmuV3Tlb(this.probe)

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    if (gather.queued) return super.unmapPages(iova, pgsize, pgcount, gather)
`,
    replace: `new SmmuV3Tlb(this.probe)

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
`,
    says: 'a gather that was queued before is added to',
    tests: ['engines/driver/range-gather'],
  },
]
