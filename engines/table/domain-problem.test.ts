import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DomainConfig, GIB, KIB, MIB, SILENT } from '../contract/index.js'
import { domainOf } from '../testing.js'
import { tsEngine } from '../ts/engine.js'
import { CALL_SHAPES } from '../ts/shapes.js'
import { domainProblem } from './domain-problem.js'
import { ARM_LPAE_4K_CONTIGUOUS } from './formats/arm-lpae-4k.js'
import { ARM_LPAE_4K } from './index.js'

function refused(changes: Partial<DomainConfig>, message: RegExp): void {
  const domain = domainOf(changes)
  assert.match(domainProblem(domain, ARM_LPAE_4K) ?? 'no problem', message)
  // A session would map less than it was asked for, and say that it had mapped all.
  const open = () => tsEngine(CALL_SHAPES[0], ARM_LPAE_4K).open(domain, SILENT)
  assert.throws(open, message)
}

test('domains that a format can express have no problem', () => {
  for (const pgsizeBitmap of [4 * KIB, 2 * MIB, (4 * KIB) | GIB]) {
    assert.equal(domainProblem(domainOf({ pgsizeBitmap, ias: 32 }), ARM_LPAE_4K), undefined)
  }
})

test('page sizes that the format has no leaves of are named', () => {
  refused(
    { pgsizeBitmap: (4 * KIB) | (64 * KIB) },
    /holds 64K; arm-lpae-4k only has leaves of 4K, 2M, 1G/,
  )
  refused({ pgsizeBitmap: 16 * KIB + 32 * MIB }, /holds 16K, 32M;/)
  refused({ pgsizeBitmap: 4 * KIB + 4096 * GIB }, /holds 4T;/)
})

test('address bits, page sizes and tables that come to nothing', () => {
  refused({ ias: 12 }, /^((Input)?Error: )?ias 12: .* more than 12 bits and at most 48$/)
  refused({ ias: 49 }, /ias 49/)
  refused({ oas: 52 }, /oas 52/)
  refused({ pgsizeBitmap: 0 }, /holds no page size/)
  refused({ ias: 30 }, /holds 1G, beyond ias 30/)
  refused({ maxTables: 0 }, /maxTables is less than 1/)
})

test('a contiguous leaf without the leaf that its entries are', () => {
  const problem = (pgsizeBitmap: number) =>
    domainProblem(domainOf({ pgsizeBitmap }), ARM_LPAE_4K_CONTIGUOUS)
  assert.equal(problem((4 * KIB) | (64 * KIB)), undefined)
  assert.equal(problem((2 * MIB) | (32 * MIB)), undefined)
  const without = 'pgsizeBitmap holds 32M without 2M, the size of its entries'
  assert.equal(problem((4 * KIB) | (32 * MIB)), without)
})
