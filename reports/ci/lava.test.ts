import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lava } from './lava.js'
import { parseLava } from './testing.js'

test('a line a case, its figure with its unit', () => {
  const text = lava([
    {
      name: '64M@4K.native/punt.map',
      result: 'pass',
      measurement: { value: 1.23456789, units: 'ns/page' },
    },
    { name: 'native/other', result: 'fail' },
  ])
  assert.equal(
    text,
    `<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=64M_4K.native_punt.map RESULT=pass UNITS=ns/page MEASUREMENT=1.23457>
<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=native_other RESULT=fail>
`,
  )
  assert.deepEqual(parseLava(text), [
    {
      test_case_id: '64M_4K.native_punt.map',
      result: 'pass',
      units: 'ns/page',
      measurement: 1.23457,
    },
    { test_case_id: 'native_other', result: 'fail' },
  ])
})

test('ids hold nothing that a signal is split at, and each is one', () => {
  const cases = parseLava(
    lava(['a b', 'a=b', 'a>b\nc', 'a_b'].map((name) => ({ name, result: 'pass' }))),
  )
  assert.deepEqual(
    cases.map(({ test_case_id }) => test_case_id),
    ['a_b', 'a_b_2', 'a_b_c', 'a_b_3'],
  )
})

test('the parser refuses what the dispatcher does', () => {
  const refused = [
    '<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=a b RESULT=pass>',
    '<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=a=b RESULT=pass>',
    '<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=a RESULT=good>',
    '<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=a RESULT=pass UNITS=% MEASUREMENT=1>',
    '<LAVA_SIGNAL_TESTCASE TEST_CASE_ID=a RESULT=pass UNITS=ns MEASUREMENT=NaN>',
  ]
  for (const text of refused) assert.throws(() => parseLava(text), text)
})
