/**
 * Link orders: the same objects of a module, linked in other orders, so that its functions lie at
 * other addresses and apart by other distances. Where code lies decides per cents of what is timed;
 * a process of each generation takes another order, and what differs between them is in the interval.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { eachAtOnce, randomOf } from '../contract/index.js'
import { linkRecipeOf } from './link-recipes.js'
import { runCompiler } from './run-compiler.js'

/** Orders of each module: its own, which is order 0, and random ones, the same at each time. */
export const LINK_ORDERS = 32

/** Names the order of this process and of those that it starts; both builds of this file read it. */
const CHOSEN = 'UNMAP_BENCH_LINK_ORDER'

/**
 * Chooses the order in which modules that are loaded from now on are linked; those that are loaded
 * already stay.
 *
 * @param order from 0; `undefined` for the modules' own.
 */
export function useLinkOrder(order: number | undefined): void {
  if (order === undefined) delete process.env[CHOSEN]
  else process.env[CHOSEN] = String(order)
}

/** The file to load for a module: that of the chosen order where it was linked, else the module's own. */
export function inChosenOrder(module: string): string {
  const order = Number(process.env[CHOSEN] ?? 0)
  const file = order === 0 ? undefined : fileOf(module, order)
  return file !== undefined && existsSync(file) ? file : module
}

/** How many orders all of the modules have: a process may choose any below. At least 1. */
export function linkOrdersReady(modules: Iterable<string>): number {
  let ready = LINK_ORDERS
  for (const module of modules) {
    for (let order = 1; order < ready; order++) {
      const file = fileOf(module, order)
      if (file === undefined || !existsSync(file)) ready = order
    }
  }
  return ready
}

export interface LinkOrders {
  /** As `linkOrdersReady` returns. */
  ready: number
  /** Why there are fewer than were asked for, where there are. */
  why?: string
}

/**
 * Links what is missing. Several processes may be at it: each order is written under another name
 * and then renamed, and is the same whoever links it.
 *
 * @param modules by their paths, beside what their build has left.
 * @param wanted how many orders are enough, their own among them; more than LINK_ORDERS are not there.
 */
export async function ensureLinkOrders(
  modules: Iterable<string>,
  wanted = LINK_ORDERS,
): Promise<LinkOrders> {
  const all = [...new Set(modules)]
  let why: string | undefined
  const most = Math.max(1, Math.min(wanted, LINK_ORDERS))
  const orders = Array.from({ length: most - 1 }, (_, at) => at + 1)
  const jobs = orders.flatMap((order) => all.map((module) => ({ module, order })))
  await eachAtOnce(jobs, async ({ module, order }) => {
    // What fails once fails again: it costs one attempt a processor, not a thousand.
    if (why === undefined) why = await link(module, order)
  })
  const ready = linkOrdersReady(all)
  return why === undefined ? { ready } : { ready, why }
}

/** Links one order where it is missing; returns why it could not. */
async function link(module: string, order: number): Promise<string | undefined> {
  const file = fileOf(module, order)
  const recipe = linkRecipeOf(module)
  if (file === undefined || recipe === undefined)
    return `${basename(module)} cannot be linked again`
  if (existsSync(file)) return undefined
  const unfinished = `${file}.${randomUUID()}`
  const objects = inOrder(recipe.objects, order)
  try {
    mkdirSync(recipe.orders, { recursive: true })
    const args = [...recipe.flags, ...objects, '-o', unfinished]
    const stderr = await runCompiler(recipe.command, args)
    if (stderr === undefined) renameSync(unfinished, file)
    return stderr?.split('\n').find((line) => line !== '')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Objects in an order of chance, which follows from its number. */
function inOrder(objects: readonly string[], order: number): string[] {
  const random = randomOf(order)
  const places = new Map(objects.map((object) => [object, random()]))
  return objects.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/** Where an order of a module is; `undefined` where it cannot be linked. */
function fileOf(module: string, order: number): string | undefined {
  const recipe = linkRecipeOf(module)
  if (recipe === undefined) return undefined
  return join(recipe.orders, `${basename(module, '.node')}-${order}.node`)
}
