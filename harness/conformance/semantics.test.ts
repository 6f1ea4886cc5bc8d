/** Semantics that no rung of the ladder declares hold too: Linux 7.2 refuses to unmap inside a block. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CALL_SHAPES } from '../../engines/index.js'
import { ARM_LPAE_4K } from '../../engines/table/index.js'
import { tsEngine } from '../../engines/ts/engine.js'
import { CASES } from './cases/index.js'
import { runCase } from './trial/run-case.js'

for (const shape of CALL_SHAPES.filter(({ semantics }) => semantics.insideBlock === 'split')) {
  test(`${shape.name} passes every case where blocks are not split`, () => {
    const semantics = { ...shape.semantics, insideBlock: 'refused' } as const
    const engine = tsEngine({ ...shape, semantics }, ARM_LPAE_4K)
    const verdicts = CASES.map((given) => ({ given, verdict: runCase(given, engine) }))
    const failed = verdicts.filter(({ verdict }) => verdict.status === 'failed')
    assert.deepEqual(
      failed.map(({ given }) => given.name),
      [],
    )
  })
}
