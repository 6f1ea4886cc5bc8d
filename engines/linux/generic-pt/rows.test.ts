/** Rows over generic_pt: what there is of every format, that each runs, and what each chooses. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SHAPES, SILENT } from '../../contract/index.js'
import {
  type CountingBinding,
  ensureLinkOrders,
  loadModule,
  modulesOf,
} from '../../native/index.js'
import { noLines, writesBackWhatItReports } from '../../native/testing.js'
import { domainOf } from '../../testing.js'
import { LINUX_VARIANTS } from '../engine.js'
import { genericTiers, runsAndTimes, skipGeneric as skip } from '../testing.js'

const NAMES = ['per-page', 'unmap-pages', 'map-unmap-pages', 'whole-run', 'punt-range'] as const

test('generic_pt has the same five call shapes on every format of a tree', { skip }, () => {
  for (const { build, engines, granules, tier } of genericTiers) {
    const variants = LINUX_VARIANTS.filter(
      (one) => one.driver === 'plain' && one.build in build.variants,
    ).map(({ name }) => (name === '' ? tier : `${tier}+${name}`))
    const ids = variants.flatMap((variant) =>
      build.formats.flatMap(({ name }) => NAMES.map((shape) => `${variant}/${shape}@${name}`)),
    )
    assert.deepEqual(
      engines.map(({ id }) => id),
      ids,
    )
    assert.deepEqual(granules, [])
  }
})

test('rows of every format and variant run and time series', { skip }, () => {
  for (const engine of genericTiers.flatMap(({ engines }) => engines)) {
    for (const mode of [{}, { strict: false }]) runsAndTimes(engine, mode)
    if (engine.coherentOnly === undefined) {
      for (const mode of [{ coherent: false }, { coherent: false, strict: false }]) {
        runsAndTimes(engine, mode)
      }
    } else {
      const open = () => engine.open(domainOf({ coherent: false }), SILENT)
      assert.throws(open, /cache-coherent/, engine.id)
    }
  }
})

test('formats without non-coherent walkers are those whose files name no such feature', {
  skip,
}, () => {
  for (const { build } of genericTiers) {
    const served = build.formats.filter(({ coherentOnly }) => coherentOnly === undefined)
    assert.deepEqual(
      served.map(({ name }) => name).filter((name) => ['vtd-ss', 'x86-64'].includes(name)),
      ['vtd-ss', 'x86-64'],
    )
  }
})

test('rows choose what their shapes do; what they gather is one range a call', { skip }, () => {
  for (const { choices, id, shape } of genericTiers.flatMap(({ engines }) => engines)) {
    const name = NAMES.find((one) => one === shape)
    assert.ok(name !== undefined && choices !== undefined, id)
    const own = SHAPES[name].choices
    const writeBack = own.unmap === 'page' ? 'pte' : 'run'
    assert.deepEqual(choices, { ...own, gather: 'range', writeBack }, id)
  }
})

test('rows declare what generic_pt does with tables, blocks and parts of them', { skip }, () => {
  for (const { id, semantics } of genericTiers.flatMap(({ engines }) => engines)) {
    const declared = {
      coveredTable: 'cleared',
      insideBlock: 'removed',
      blockOverTable: 'replaced-if-empty',
    }
    assert.deepEqual(semantics, declared, id)
  }
})

test('the lines that rows report are written back', { skip: skip || noLines }, () => {
  for (const { build, engines } of genericTiers) {
    const { file } = build.variants.counted
    const module = loadModule(join(build.folder, file)) as CountingBinding
    const served = engines.filter(
      ({ coherentOnly, variant }) => variant.name === '' && coherentOnly === undefined,
    )
    assert.ok(served.length > 0)
    for (const engine of served) writesBackWhatItReports(engine, module)
  }
})

test('what is timed holds nothing that counts', { skip }, () => {
  for (const { build } of genericTiers) {
    for (const [name, { file }] of Object.entries(build.variants)) {
      const object = readFileSync(join(build.folder, file), 'latin1')
      assert.equal(object.includes('__tsan_read8'), name === 'counted', name)
    }
  }
})

test('modules of every build that is timed are linked in other orders', { skip }, async () => {
  for (const { build, engines } of genericTiers) {
    const modules = new Set(modulesOf(engines))
    for (const { build: name } of LINUX_VARIANTS.filter((one) => one.build in build.variants)) {
      assert.ok(modules.has(join(build.folder, build.variants[name].file)), name)
    }
    assert.ok((await ensureLinkOrders(modules, 3)).ready >= 3)
  }
})
