/**
 * What `npm pack` makes, by its own name: unpacked into a folder of its own beside the packages that it
 * asks for, which are this checkout's, so that no network is needed; then its commands one by one.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { inTemporaryFolder, projectRoot } from '../../../engines/contract/index.js'
import { objectsBeside } from '../../../engines/native/build/index.js'
import { projectVersion } from '../../version.js'
import { endOf, start } from './child.js'
import { type SoakContext, SoakFailure, type SoakPart } from './part.js'

export const packedSoak: SoakPart = {
  name: 'packed',
  summary:
    "what npm pack makes, unpacked beside this checkout's packages: its commands by their own name",
  run: (_, context) =>
    inTemporaryFolder('unmap-bench-packed-', (folder) => tryPacked(folder, context)),
}

/** Command lines in their order, and what each prints. */
const COMMANDS: ReadonlyArray<[args: string[], prints: RegExp]> = [
  [['--version'], new RegExp(`^${projectVersion().replaceAll('.', '\\.')}\n$`)],
  [['--help'], /^Usage: unmap-bench /],
  [['bench', '--help'], /^Usage: unmap-bench bench \[OPTIONS\]/],
  [['explain', 'unmap-pages', 'unmap', '4M@0'], /^2 op calls, /m],
  [['verify', '--engine', 'ts/punt,ts/per-page'], /0 failed/],
  [['bench', '--suite', 'smoke', '--time', '2', '--quiet'], /\S/],
  [['results'], /^\d{4}-\S+ .* smoke /m],
  [['report', 'latest', '--quiet'], /\S/],
  [['compare', 'latest', 'latest', '--gate', 'any:counts'], /Gate any change of counts: passed/],
]

async function tryPacked(folder: string, context: SoakContext): Promise<string | undefined> {
  context.doing('packing')
  pack(folder)
  const program = join(folder, 'node_modules', '.bin', 'unmap-bench')
  const environment = { XDG_CACHE_HOME: join(folder, 'cache') }
  shareObjects(join(environment.XDG_CACHE_HOME, 'unmap-bench'))
  for (const [args, prints] of COMMANDS) {
    if (context.stopping()) return undefined
    const line = ['unmap-bench', ...args].join(' ')
    context.doing(line)
    const command = start(program, args, { cwd: folder, environment })
    const { output, well } = await endOf(command, context)
    if (context.stopping()) return undefined
    if (!well || !prints.test(output)) throw new SoakFailure(`${line} failed`, output)
  }
  return `${COMMANDS.length} commands of a packed copy: clean`
}

/**
 * Has the copy take this checkout's objects, which are called by all that they are compiled of: what is
 * packed otherwise is compiled from what is packed, and the modules are linked in any case.
 */
function shareObjects(cache: string): void {
  mkdirSync(cache, { recursive: true })
  const copied = `native-${projectVersion()}-${process.platform}-${process.arch}-objects`
  symlinkSync(objectsBeside(join(projectRoot(), 'dist', 'native')), join(cache, copied))
}

/** Packs the project and installs that into `folder`. */
function pack(folder: string): void {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const packed = spawnSync('npm', args, { cwd: projectRoot(), encoding: 'utf8' })
  if (packed.status !== 0) throw new SoakFailure('npm pack failed', packed.stderr)
  const modules = join(folder, 'node_modules')
  const own = join(modules, 'unmap-bench')
  mkdirSync(own, { recursive: true })
  const tarball = join(folder, packed.stdout.trim())
  const unpacked = spawnSync('tar', ['-xzf', tarball, '-C', own, '--strip-components=1'])
  if (unpacked.status !== 0) throw new SoakFailure(`tar cannot unpack ${tarball}`)
  for (const name of installedPackages()) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(projectRoot(), 'node_modules', name), join(modules, name))
  }
  mkdirSync(join(modules, '.bin'))
  symlinkSync(join('..', 'unmap-bench', 'harness', 'bin.mjs'), join(modules, '.bin', 'unmap-bench'))
}

/** Names of the packages that come with the project where it is installed: none that it is only made with. */
function installedPackages(): string[] {
  const entry = z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() })
  const { packages } = z
    .object({ packages: z.record(z.string(), entry) })
    .parse(JSON.parse(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8')))
  return Object.entries(packages).flatMap(([path, { dev, optional }]) => {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? []
    return name === undefined || dev || optional ? [] : [name]
  })
}
