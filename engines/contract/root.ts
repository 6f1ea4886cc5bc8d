import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Found once: whoever opens an engine in C asks for it. */
let root: string | undefined

/** The project's folder: the nearest one above the built file that holds a package.json. */
export function projectRoot(): string {
  root ??= findRoot()
  return root
}

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('package.json of unmap-bench was not found')
    folder = above
  }
  return folder
}
