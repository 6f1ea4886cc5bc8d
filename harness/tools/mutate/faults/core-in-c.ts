import type { Fault } from './fault.js'

const COUNTS = ['engines/native/random', 'engines/native/counts']
const DRIVERS = ['engines/native/drivers']

/** Core, driver and gather of tier native, which the kernel tier runs on too. */
export const CORE_IN_C: readonly Fault[] = [
  {
    file: 'engines/native/core/iommu.c',
    find: 'iommu_unmap(domain, iova, mapped);',
    replace: '',
    says: 'in C a map that fails is not rolled back',
    tests: COUNTS,
  },
  {
    file: 'engines/native/core/iommu.c',
    find: 'tables_move(&domain->queue, &gather.freelist);',
    replace: 'free_tables(&gather.freelist);',
    says: 'in C a lazy domain frees tables before its queue is flushed',
    tests: COUNTS,
  },
  {
    file: 'engines/native/core/iommu.c',
    find: '    domain->ops->iotlb_sync(domain, &gather);\n',
    replace: '',
    says: 'in C an unmap does not wait for its iotlb sync',
    tests: COUNTS,
  },
  {
    file: 'engines/native/core/page-size.h',
    find: 'to_boundary + next <= size',
    replace: 'to_boundary + next < size',
    says: 'in C a run goes over the boundary from which on just one larger page would fit',
    tests: COUNTS,
  },
  {
    file: 'engines/native/driver/forward-pages.h',
    find: '  gather->queued = false;\n  if (unmapped > 0)',
    replace: '  if (unmapped > 0)',
    says: 'in C the gather stays queued after a call that gathers its range',
    tests: DRIVERS,
  },
  {
    file: 'engines/native/driver/smmu-tlb.c',
    find: '  domain->ops->iotlb_sync(domain, gather);\n',
    replace: '',
    says: 'in C a forced sync does not wait',
    tests: DRIVERS,
  },
  {
    file: 'engines/native/driver/gather.h',
    find: 'iova > gather->end || iova + size < gather->begin',
    replace: 'iova > gather->end + pgsize || iova + size < gather->begin',
    says: 'in C a gap of one page is gathered over',
    tests: [...DRIVERS, ...COUNTS],
  },
  {
    file: 'engines/native/driver/smmu-v3.c',
    find: '  (void)smmu;\n  return 0;\n}\n\nstatic inline void leave(struct ub_smmu *smmu) {\n  (void)smmu;\n',
    replace:
      '  while (atomic_flag_test_and_set(&smmu->lock)) continue;\n  return 0;\n}\n\nstatic inline void leave(struct ub_smmu *smmu) {\n  atomic_flag_clear(&smmu->lock);\n',
    says: 'the driver that takes no lock takes the spinlock',
    tests: DRIVERS,
  },
  {
    file: 'engines/native/tape/run.c',
    find: 'if (unmapped < tape->size[at]) failures++;',
    replace: '',
    says: 'in C an unmap that did too little is no failure',
    tests: COUNTS,
  },
  {
    file: 'engines/native/tape/run.c',
    find: 'bytes += iova[end - 1] + size[end - 1] - iova[at];',
    replace: 'bytes += size[at];',
    says: 'in C a scatter list comes to the bytes of its first segment',
    tests: COUNTS,
  },
]
