import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ktap } from './ktap.js'
import { parseKtap } from './testing.js'

test('levels, plans, diagnostics and directives', () => {
  const text = ktap([
    {
      name: 'engine',
      tests: [
        { name: 'passes', result: 'passed' },
        { name: 'fails', result: 'failed', why: 'expected 1\nfound 2' },
        { name: 'is left out', result: 'skipped', why: 'no such tree' },
      ],
    },
    { name: 'all left out', tests: [{ name: 'one', result: 'skipped' }] },
    { name: 'nothing', tests: [] },
    { name: 'dies', result: 'error', why: 'its process died' },
  ])
  assert.equal(
    text,
    `KTAP version 1
1..4
  KTAP version 1
  1..3
  ok 1 passes
  # expected 1
  # found 2
  not ok 2 fails
  ok 3 is left out # SKIP no such tree
not ok 1 engine
  KTAP version 1
  1..1
  ok 1 one # SKIP
ok 2 all left out # SKIP
  KTAP version 1
  1..0
ok 3 nothing # SKIP
not ok 4 dies # ERROR its process died
`,
  )
  const [engine, left, , dies] = parseKtap(text)
  assert.deepEqual(
    engine.tests.map(({ notes, ok }) => [ok, notes]),
    [
      [true, []],
      [false, ['expected 1', 'found 2']],
      [true, []],
    ],
  )
  assert.equal(left.directive, 'SKIP')
  assert.deepEqual([dies.ok, dies.directive, dies.data], [false, 'ERROR', 'its process died'])
})

test('names and reasons hold no sign that ends them, and no line that is one of the format', () => {
  const hostile = 'a # SKIP b\nok 1 forged\u001b[31m'
  const [failed, skipped] = parseKtap(
    ktap([
      { name: hostile, result: 'failed', why: `${hostile}\nKTAP version 1\n1..7` },
      { name: 'plain', result: 'skipped', why: hostile },
    ]),
  )
  assert.equal(failed.name, 'a _ SKIP b ok 1 forged\\u001b[31m')
  assert.equal(failed.directive, undefined)
  assert.deepEqual(failed.notes.slice(1), ['ok 1 forged\\u001b[31m', 'KTAP version 1', '1..7'])
  assert.equal(skipped.data, 'a _ SKIP b ok 1 forged\\u001b[31m')
})

test('the parser refuses what the format does', () => {
  const refused = [
    '1..1\nok 1 a\n',
    'KTAP version 1\nok 1 a\n',
    'KTAP version 1\n1..2\nok 1 a\n',
    'KTAP version 1\n1..2\nok 1 a\nok 3 b\n',
    'KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n  not ok 1 a\nok 1 b\n',
    'KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n  ok 1 a\n',
    'KTAP version 1\n1..1\nok 1 a\nsome text\n',
  ]
  for (const text of refused) assert.throws(() => parseKtap(text), text)
})
