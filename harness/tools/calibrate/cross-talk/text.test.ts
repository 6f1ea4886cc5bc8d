import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ResultError } from '../../../../results/record/index.js'
import { readCrossTalk, saveCrossTalk } from './file.js'
import { crossTalkText } from './text.js'

const MEASURED = {
  startedAt: '2026-01-02T03:04:05.000Z',
  machine: 'Synthetic CPU',
  version: '0.1.0',
  busyCpus: 0.25,
  processes: [0.029, 0.03, 0.031].map((far) => ({
    '64K@4K': {
      'native/per-page': { map: 0.02, unmap: 0 },
      'native/punt': { map: far, unmap: 0.001 + far / 1000 },
    },
    '4K@4K': { 'native/punt': { map: far / 10 } },
  })),
}

test('the page names the worst row of each cell and whatever is not equivalent; a file keeps it all', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-apart-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'cross-talk.json')
  saveCrossTalk(path, MEASURED)
  const text = crossTalkText(readCrossTalk(path))
  assert.match(text, /\*\*3 of 5\*\* rows and directions/)
  assert.match(
    text,
    /2026-01-02; Synthetic CPU; .* 3 processes; other programs kept 0\.25 CPUs busy\./,
  )
  assert.match(text, /\*\*3 of 3\*\* speed-ups over per-page/)
  assert.doesNotMatch(text, /## Speed-ups/)
  const worst = /\| 64K@4K \| 2 of 4 \| native\/punt \| map \| 3\.05 % \[2\.79, 3\.30\] \|/
  assert.match(text, worst)
  assert.match(text, /\| 4K@4K \| 1 of 1 \| native\/punt \| map \| 0\.30 % \[0\.28, 0\.33\] \|/)
  assert.match(
    text,
    /## Rows that are not shown to lie within 2 %[\s\S]*\| 64K@4K \| native\/punt \| map \| 3\.05 %/,
  )
})

test('another file is refused', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-apart-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'cross-talk.json')
  for (const text of ['{', '{}']) {
    writeFileSync(path, text)
    assert.throws(() => readCrossTalk(path), ResultError)
  }
})
