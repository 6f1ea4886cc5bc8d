/** The kernel trees that lie where distributions and developers put them. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { namesIn } from '../../contract/index.js'
import { versionOf } from './version.js'

export interface FoundKernel {
  /** What `--kernel` takes. */
  reference: string
  /** A clone's files as they are in its folder; with `@REV` behind it, those of any revision. */
  kind: 'folder' | 'clone' | 'tarball'
  /** Not known of a tarball, which is not opened to be listed. */
  version?: string
}

const TARBALL = /^linux-.*\.tar(\.\w+)?$/
/** Part of every tree that has what is looked for; packages of headers have it not. */
const SOURCE = join('drivers', 'iommu')

/** Where trees are looked for: folders, and what their trees are called there. */
const PLACES: ReadonlyArray<readonly [folder: string, names: RegExp]> = [
  ['/usr/src', /^linux-/],
  [join(homedir(), 'src'), /^linux/],
  [homedir(), /^linux/],
]

/** @param places folders and names that are looked through, after what `$KERNEL` names. */
export function findKernels(places = PLACES): FoundKernel[] {
  const named = (process.env.KERNEL ?? '').split(delimiter).filter((path) => path !== '')
  const lying = places.flatMap(([folder, names]) =>
    namesIn(folder)
      .sort()
      .filter((name) => names.test(name))
      .map((name) => join(folder, name)),
  )
  return [...new Set([...named, ...lying])].flatMap((path) => {
    const found = lookAt(path)
    return found === undefined ? [] : [found]
  })
}

function lookAt(path: string): FoundKernel | undefined {
  const at = path.lastIndexOf('@')
  if (!existsSync(path)) {
    return at > 0 && existsSync(path.slice(0, at)) ? { reference: path, kind: 'clone' } : undefined
  }
  if (!statSync(path).isDirectory()) {
    return TARBALL.test(path.slice(path.lastIndexOf('/') + 1))
      ? { reference: path, kind: 'tarball' }
      : undefined
  }
  const makefile = join(path, 'Makefile')
  if (!existsSync(makefile) || !existsSync(join(path, SOURCE))) return undefined
  const version = versionOf(readFileSync(makefile, 'utf8'))
  if (version === undefined) return undefined
  return { reference: path, kind: existsSync(join(path, '.git')) ? 'clone' : 'folder', version }
}
