#!/usr/bin/env node
/**
 * `unmap-bench`: every command by one name, as npx runs it from a checkout or from a packed copy.
 *
 * A checkout is set up first, as by `npm run`. A packed copy (`npm pack`) is compiled to JavaScript
 * already and brings no compiler of TypeScript; its C is compiled where it runs, with the C compiler
 * that is there, once, into the user's cache: a module of another machine's would not do, and the
 * folder that a package lies in need not be the user's to write.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkNode } from './check-node.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const DIST = join(ROOT, 'dist')

/** Commands that run engines. */
const RUNS_ENGINES = ['bench', 'explain', 'history', 'limits', 'verify']

checkNode()
// What is printed says commands as they are typed.
process.env.UNMAP_BENCH_TYPED = 'unmap-bench'
if (existsSync(join(ROOT, 'tsconfig.json'))) await import('./setup.mjs')
else await runPacked(process.argv.slice(2))

async function runPacked(args) {
  const helps = args.some((arg) => ['-h', '--help', '-V', '--version'].includes(arg))
  await useNative(RUNS_ENGINES.includes(args[0]) && !helps)
  const { main } = await import(built('harness/cli/main.js'))
  process.exitCode = await main(args)
}

/** Says where the native tier lies; builds it there where it is wanted. What is up to date is left alone. */
async function useNative(wanted) {
  if (process.env.UNMAP_BENCH_NATIVE !== undefined) return
  const { cacheFolder } = await import(built('engines/linux/trees/cache.js'))
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const folder = join(cacheFolder(), `native-${version}-${process.platform}-${process.arch}`)
  process.env.UNMAP_BENCH_NATIVE = folder
  if (!wanted) return
  if (!existsSync(join(folder, 'build.json')))
    process.stderr.write('Building the native tier ...\n')
  const script = join(DIST, 'engines', 'native', 'build', 'main.js')
  const { status } = spawnSync(process.execPath, [script, folder], { stdio: 'inherit' })
  if (status !== 0) process.exit(2)
}

function built(file) {
  return pathToFileURL(join(DIST, file)).href
}
