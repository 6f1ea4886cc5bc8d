import { type Fault, inFile } from './fault.js'

const COUNTS = ['engines/native/random', 'engines/native/counts']
const DRIVERS = ['engines/native/drivers']

/** Core, driver and gather of tier native, which the kernel tier runs on too. */
export const CORE_IN_C: readonly Fault[] = [
  ...inFile('engines/native/core/iommu.c', COUNTS, {
    'in C a map that fails is not rolled back': ['iommu_unmap(domain, iova, mapped);', ''],
    'in C a lazy domain frees tables before its queue is flushed': [
      'tables_move(&domain->queue, &gather.freelist);',
      'free_tables(&gather.freelist);',
    ],
    'in C an unmap does not wait for its iotlb sync': [
      '    domain->ops->iotlb_sync(domain, &gather);\n',
      '',
    ],
  }),
  ...inFile('engines/native/core/page-size.h', COUNTS, {
    'in C a run goes over the boundary from which on just one larger page would fit': [
      'to_boundary + next <= size',
      'to_boundary + next < size',
    ],
  }),
  ...inFile('engines/native/driver/forward-pages.h', DRIVERS, {
    'in C the gather stays queued after a call that gathers its range': [
      '  gather->queued = false;\n  if (unmapped > 0)',
      '  if (unmapped > 0)',
    ],
  }),
  ...inFile('engines/native/driver/smmu-tlb.c', DRIVERS, {
    'in C a forced sync does not wait': ['  domain->ops->iotlb_sync(domain, gather);\n', ''],
  }),
  ...inFile('engines/native/driver/gather.h', [...DRIVERS, ...COUNTS], {
    'in C a gap of one page is gathered over': [
      'iova > gather->end || iova + size < gather->begin',
      'iova > gather->end + pgsize || iova + size < gather->begin',
    ],
  }),
  ...inFile('engines/native/driver/smmu-v3.c', DRIVERS, {
    'the driver that takes no lock takes the spinlock': [
      '  (void)smmu;\n  return 0;\n}\n\nstatic inline void leave(struct ub_smmu *smmu) {\n  (void)smmu;\n',
      '  while (atomic_flag_test_and_set(&smmu->lock)) continue;\n  return 0;\n}\n\nstatic inline void leave(struct ub_smmu *smmu) {\n  atomic_flag_clear(&smmu->lock);\n',
    ],
  }),
  ...inFile('engines/native/tape/run.c', COUNTS, {
    'in C an unmap that did too little is no failure': [
      'if (unmapped < tape->size[at]) failures++;',
      '',
    ],
    'in C a scatter list comes to the bytes of its first segment': [
      'bytes += iova[end - 1] + size[end - 1] - iova[at];',
      'bytes += size[at];',
    ],
  }),
]
