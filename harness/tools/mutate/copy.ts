/** A copy of the tree that faults are planted in, built: never the user's own. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
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
/** The user's own runs, and other link orders, which only a run needs. */
const LEFT_OUT = /[/\\]results[/\\]\d|[/\\]native[/\\]orders-/
/** Objects of the native tier that were compiled before. */
const OBJECTS = join('.cache', 'unmap-bench-native')
/** What the TypeScript compiler knows of its last output, in set-up and in copies. */
export const COMPILED = join('dist', '.compiled.json')

/**
 * Copies sources and build from `root` into `folder`, which is not there. Packages are links, so that
 * what is kept beside them is the copy's own.
 *
 * @param options.sharesObjects has it take objects from `root` and add its own there: they are kept by content.
 */
export function copyTree(root: string, folder: string, { sharesObjects = false } = {}): Copy {
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
  const copied = join(modules, OBJECTS)
  if (existsSync(objects)) {
    mkdirSync(dirname(copied))
    if (sharesObjects) symlinkSync(objects, copied)
    else cpSync(objects, copied, { recursive: true, preserveTimestamps: true })
  }
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
