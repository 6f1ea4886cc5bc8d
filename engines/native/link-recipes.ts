/** How the modules of a build were linked, so that they can be linked again in other orders. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Name of the file beside the modules. */
const RECIPES = 'link.json'

export interface LinkRecipe {
  /** The compiler, with what stands before all arguments. */
  command: string
  flags: string[]
  /** Those of the build by their paths in its folder, others by whole paths; in their own order. */
  objects: string[]
}

export interface LinkRecipes {
  /** Changes with what the objects were made of. */
  key: string
  /** By the module's file. */
  modules: Record<string, LinkRecipe>
}

export function writeLinkRecipes(folder: string, recipes: LinkRecipes): void {
  writeFileSync(join(folder, RECIPES), `${JSON.stringify(recipes, undefined, 2)}\n`)
}

/**
 * A module's recipe, with whole paths of objects, and the folder of its other orders; `undefined`
 * where none was left. The folder is another where the objects are: what was begun before they were
 * made again ends up beside nothing.
 */
export function linkRecipeOf(module: string): (LinkRecipe & { orders: string }) | undefined {
  const folder = dirname(module)
  const recipes = readRecipes(folder)
  const recipe = recipes?.modules[basename(module)]
  if (recipes === undefined || recipe === undefined) return undefined
  return {
    ...recipe,
    objects: recipe.objects.map((object) => resolve(folder, object)),
    orders: join(folder, `orders-${recipes.key}`),
  }
}

/** It is written by the build that writes the modules. */
function readRecipes(folder: string): LinkRecipes | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, RECIPES), 'utf8'))
  } catch {
    return undefined
  }
}
