import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { compileTape, GIB, MAP, MIB, SILENT, UNMAP } from '../contract/index.js'
import { domainOf, PAGES_4K } from '../testing.js'
import { moduleOf } from './binding.js'
import { nativeFolder } from './build-report.js'
import {
  ensureLinkOrders,
  inChosenOrder,
  LINK_ORDERS,
  linkOrdersReady,
  useLinkOrder,
} from './link-orders.js'
import { type LinkRecipe, linkRecipeOf, writeLinkRecipes } from './link-recipes.js'
import { openSession } from './open-session.js'
import { leavesOf, skip } from './testing.js'
import { runTurns } from './turns.js'

const NOT_COUNTED = { counted: () => assert.fail('nothing is counted here') }
const NOTHING = { bytes: 0, failures: 0, error: 0 }
const PARTS = { shape: 'unmap-pages', format: 'arm-lpae-4k', driver: 'plain' }
const maps = [{ op: MAP, iova: GIB, paddr: GIB, size: 2 * MIB }] as const
const unmaps = [{ op: UNMAP, iova: GIB, paddr: 0, size: 2 * MIB }] as const
const tape = compileTape([
  { op: 'map', timed: true, operations: maps },
  { op: 'unmap', timed: true, operations: unmaps },
])

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A module of a folder of its own, linked as the recipe says. */
function moduleIn(change: (recipe: LinkRecipe) => LinkRecipe = (recipe) => recipe): string {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  folders.push(folder)
  const recipe = linkRecipeOf(moduleOf('timed'))
  assert.ok(recipe)
  const { command, flags, objects } = recipe
  writeLinkRecipes(folder, {
    key: 'made',
    modules: { 'timed.node': change({ command, flags, objects }) },
  })
  copyFileSync(moduleOf('timed'), join(folder, 'timed.node'))
  return join(folder, 'timed.node')
}

let linked: Promise<string> | undefined

/** A module with all of its orders: most tests look at some of them, and linking all takes seconds. */
function linkedModule(): Promise<string> {
  linked ??= (async () => {
    const module = moduleIn()
    assert.equal(linkOrdersReady([module]), 1)
    assert.deepEqual(await ensureLinkOrders([module], 1), { ready: 1 })
    assert.deepEqual(await ensureLinkOrders([module], 4), { ready: 4 })
    assert.deepEqual(await ensureLinkOrders([module]), { ready: LINK_ORDERS })
    return module
  })()
  return linked
}

const ordersOf = (module: string) => join(module, '..', 'orders-made')

function chosen<Result>(order: number | undefined, work: () => Result): Result {
  useLinkOrder(order)
  try {
    return work()
  } finally {
    useLinkOrder(undefined)
  }
}

test('all orders of a module are linked once, by whoever needs them', { skip }, async () => {
  const module = await linkedModule()
  const orders = ordersOf(module)
  const files = readdirSync(orders)
  // Nothing that is half written is left.
  assert.equal(files.length, LINK_ORDERS - 1)
  const texts = () => files.map((file) => readFileSync(join(orders, file), 'latin1'))
  const contents = texts()
  assert.equal(new Set([readFileSync(module, 'latin1'), ...contents]).size, LINK_ORDERS)
  const whole = statSync(join(orders, 'timed-9.node')).mtimeMs
  for (const order of [5, 6, 30]) rmSync(join(orders, `timed-${order}.node`))
  assert.equal(linkOrdersReady([module]), 5)
  const both = await Promise.all([ensureLinkOrders([module]), ensureLinkOrders([module, module])])
  assert.deepEqual(both, [{ ready: LINK_ORDERS }, { ready: LINK_ORDERS }])
  assert.deepEqual(readdirSync(orders), files)
  // The same whoever linked them; what was there is left.
  assert.deepEqual(texts(), contents)
  assert.equal(statSync(join(orders, 'timed-9.node')).mtimeMs, whole)
})

test('functions lie elsewhere, and do the same', { skip }, async () => {
  const module = await linkedModule()
  const some = [undefined, 1, 7, 31]
  const rows = some.map((order) => {
    const modules = { ...NOT_COUNTED, timed: () => module }
    const domain = domainOf({ pgsizeBitmap: PAGES_4K })
    const session = chosen(order, () => openSession(modules, PARTS, domain, SILENT))
    return { session, tape }
  })
  for (const { session } of rows) session.runMaps(tape, 0, 1, { ...NOTHING })
  const [leaves, ...others] = rows.map(({ session }) => leavesOf(session))
  assert.equal(leaves.length, 3 * 512)
  for (const other of others) assert.deepEqual(other, leaves)
  for (const { session } of rows) session.runUnmaps(tape, 1, 2, { ...NOTHING })
  runTurns(rows, Uint16Array.from(rows.keys()))
  for (const { session } of rows) session.close()
  const sequences = some.map((order) => functions(chosen(order, () => inChosenOrder(module))))
  assert.ok(sequences[0].includes('iommu_map'))
  assert.equal(new Set(sequences.map((names) => names.join())).size, some.length)
  for (const names of sequences) assert.deepEqual(names.toSorted(), sequences[0].toSorted())
})

/** A module's functions as they lie one behind another. */
function functions(file: string): string[] {
  const { stdout } = spawnSync('nm', ['-n', file], { encoding: 'utf8' })
  return [...stdout.matchAll(/^\S+ [Tt] _?(\w+)$/gm)].map(([, name]) => name)
}

test('the module’s own order is taken where none is chosen, or where that is missing', {
  skip,
}, async () => {
  const module = moduleIn()
  assert.equal(
    chosen(3, () => inChosenOrder(module)),
    module,
  )
  cpSync(ordersOf(await linkedModule()), ordersOf(module), { recursive: true })
  assert.equal(inChosenOrder(module), module)
  assert.equal(
    chosen(0, () => inChosenOrder(module)),
    module,
  )
  const third = chosen(3, () => inChosenOrder(module))
  assert.match(third, /orders-made.timed-3\.node$/)
  assert.ok(existsSync(third))
})

test('what cannot be linked leaves one order, and says why', { skip }, async () => {
  const whole = await linkedModule()
  const without = moduleIn((recipe) => ({ ...recipe, objects: ['objects/gone.o'] }))
  const { ready, why } = await ensureLinkOrders([whole, without])
  assert.equal(ready, 1)
  assert.match(why ?? '', /gone\.o/)
  const unknown = moduleIn((recipe) => ({ ...recipe, command: 'no-such-compiler' }))
  assert.match((await ensureLinkOrders([unknown])).why ?? '', /no-such-compiler/)
  writeFileSync(join(unknown, '..', 'link.json'), '{')
  assert.deepEqual(await ensureLinkOrders([unknown]), {
    ready: 1,
    why: 'timed.node cannot be linked again',
  })
})

test('set-up leaves the recipe of each module that is timed', { skip }, () => {
  for (const variant of ['timed', 'counted', 'retpoline', 'clang']) {
    const module = resolve(nativeFolder(), `${variant}.node`)
    if (!existsSync(module)) continue
    const recipe = linkRecipeOf(module)
    assert.equal(recipe === undefined, variant === 'counted', variant)
    for (const object of recipe?.objects ?? []) assert.ok(existsSync(object), object)
  }
})
