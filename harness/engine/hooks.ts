/**
 * Module hooks, in a thread of their own: modules of the user's own import this project as `unmap-bench`,
 * wherever they lie, and may be TypeScript. Registered by module.ts alone.
 */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { stripTypes } from './strip-types.js'

export interface HookData {
  /** URL of what `unmap-bench` is, in the build of the engines that this process runs. */
  api: string
  /** Whether this process times: then `COUNT:` statements go, as from that build. */
  timed: boolean
}

let data: HookData

export const initialize: InitializeHook<HookData> = (given) => {
  data = given
}

export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === 'unmap-bench' ? { url: data.api, shortCircuit: true } : next(specifier, context)

export const load: LoadHook = async (url, context, next) => {
  if (/^file:.*\.m?ts$/.test(url)) {
    const source = withoutCounts(stripTypes(fileURLToPath(url)))
    return { format: 'module', source, shortCircuit: true }
  }
  const loaded = await next(url, context)
  return loaded.format === 'module' && loaded.source
    ? { ...loaded, source: withoutCounts(loaded.source.toString()) }
    : loaded
}

/** What stands between the parentheses of a call, which may hold calls. */
const INSIDE = ['', '', ''].reduce((inner) => `(?:[^()\\n]|\\(${inner}\\))*`, '[^()\\n]*')
/** A labelled call in one line, and nothing of what follows it there. */
const COUNT = new RegExp(`\\bCOUNT:\\s+[\\w.]+\\(${INSIDE}\\)[ \\t]*(?:;|(?=}|//|$))`, 'gm')

/** Where it is timed, a module without its `COUNT:` statements; lines stay where they are. */
function withoutCounts(source: string): string {
  return data.timed ? source.replace(COUNT, ';') : source
}
