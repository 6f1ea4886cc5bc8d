/** A copy of the tree that faults are planted in, built: never the user's own. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'

export interface Copy {
  folder: string
  dist: string
  /** What its programs find in their environment: caches of their own. */
  env: Readonly<Record<string, string>>
}

const MODULES = 'node_modules'
/** The user's own runs, and other link orders, which are linked in the background. */
const LEFT_OUT = /[/\\]results[/\\]\d|[/\\]native[/\\]orders-/
/** Objects of the native tier that were compiled before. */
const OBJECTS = join('.cache', 'unmap-bench-native')
/** What the TypeScript compiler knows of its last output, in set-up and in copies. */
export const COMPILED = join('dist', '.compiled.json')

/**
 * Copies sources and build from `root` into `folder`, which is not there. Packages are links, so that
 * what is kept beside them is the copy's own.
 */
export function copyTree(root: string, folder: string): Copy {
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(root)) {
    if (entry === MODULES || entry === '.git') continue
    cpSync(join(root, entry), join(folder, entry), {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !LEFT_OUT.test(path.slice(root.length)),
    })
  }
  const modules = join(folder, MODULES)
  mkdirSync(modules)
  for (const entry of readdirSync(join(root, MODULES))) {
    if (entry !== '.cache') symlinkSync(join(root, MODULES, entry), join(modules, entry))
  }
  const objects = join(root, MODULES, OBJECTS)
  if (existsSync(objects))
    cpSync(objects, join(modules, OBJECTS), { recursive: true, preserveTimestamps: true })
  pointToPackages(root, join(folder, COMPILED))
  return {
    folder,
    dist: join(folder, 'dist'),
    env: { XDG_CACHE_HOME: `${folder}-cache` },
  }
}

/** The compiler finds packages where their links lead: named so, none of them counts as changed. */
function pointToPackages(root: string, compiled: string): void {
  if (!existsSync(compiled)) return
  const packages = relative(realpathSync(dirname(compiled)), realpathSync(join(root, MODULES)))
  const text = readFileSync(compiled, 'utf8')
  writeFileSync(compiled, text.replaceAll(`"../${MODULES}/`, `"${packages}/`))
}

/** Has a copy of `root` take objects from there and add its own: they are cached by content. */
export function shareObjects(root: string, { folder }: Pick<Copy, 'folder'>): void {
  const [theirs, own] = [root, folder].map((tree) => join(tree, MODULES, OBJECTS))
  if (!existsSync(theirs)) return
  rmSync(own, { recursive: true, force: true })
  symlinkSync(theirs, own)
}
