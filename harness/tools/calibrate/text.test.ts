import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scoreFamily } from './score.js'
import { familyOf, HONEST, NULLS } from './testing.js'
import { calibrationText } from './text.js'

test('the page has a column for each half, and says what was kept and what was not', () => {
  const odd = { ...HONEST, [NULLS[0] ?? '']: 1.1 }
  const text = calibrationText({
    date: '2026-01-02',
    machine: 'Synthetic CPU',
    version: '0.1.0',
    comparisons: 321,
    halves: [
      { busy: 0, families: [scoreFamily(familyOf(HONEST), 321), scoreFamily(familyOf(odd), 321)] },
      { busy: 4, families: [scoreFamily(familyOf(HONEST), 321)] },
    ],
    agreement: {
      repeats: 3,
      comparisons: 321,
      figures: 99,
      halfWidths: [0.0061, 0.0234],
      spread: [0.004, 0.0151],
      missed: 0.05,
      z: 1.04,
      contradictions: 0,
    },
  })
  assert.match(text, /A family is 10 generations/)
  assert.match(
    text,
    /; `npm run calibrate -- --families 2 --busy-families 1 --busy 4 --generations 10 --repeats 3`\.\n/,
  )
  assert.match(
    text,
    /\n\| \| promised \| 2 families, nothing else running \| 1 family, 4 busy processes beside \|\n/,
  )
  assert.match(text, /told apart .* \| 17 of 20 \| 1 of 2: \*\*not kept\*\* \| 1 of 1: kept \|\n/)
  assert.match(
    text,
    /\| nulls that are resolved, noise floor and all \| {2}\| \d+ of \d+ \| 0 of \d+ \|\n/,
  )
  assert.match(
    text,
    /\| 2 % more operations: found among 321 comparisons \(Holm\) \| 85 % \| 100 %: kept \| 100 % \|\n/,
  )
  assert.match(text, /\n## 3 repeats of quick\n/)
  assert.match(text, /\| 0\.7 %, 1\.8 % \| 0\.61 %, 2\.34 %: \*\*not kept\*\* \|\n/)
})
