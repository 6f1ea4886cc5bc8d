import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSelfTests } from './self-tests.js'

test('cases are told in their own order, with why they failed or skipped themselves', () => {
  assert.deepEqual(
    readSelfTests([
      'ok 10 vtdss_fmt_test.test_dirty.vtdss_cfg_0',
      'not ok 2 vtdss_iommu_test.test_mixed.vtdss_cfg_1: kunit_iommu_pt.h:83 ret == len: 0 and 1',
      'what a library says',
      'ok 1 vtdss_iommu_test.test_mixed.vtdss_cfg_0 # SKIP range: too small',
      '',
    ]),
    [
      {
        case: 'vtdss_iommu_test.test_mixed.vtdss_cfg_0',
        ok: true,
        message: '',
        skipped: 'range: too small',
      },
      {
        case: 'vtdss_iommu_test.test_mixed.vtdss_cfg_1',
        ok: false,
        message: 'kunit_iommu_pt.h:83 ret == len: 0 and 1',
      },
      { case: 'vtdss_fmt_test.test_dirty.vtdss_cfg_0', ok: true, message: '' },
    ],
  )
})
