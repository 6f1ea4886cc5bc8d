/** Files that a patch adds to libraries under names of its own: headers that it includes, C files that its Makefile lists. */
import { basename } from 'node:path/posix'
import type { AddedFile, KernelTree } from '../trees/index.js'

/** A line that a patch adds, by which a file includes a header. */
const INCLUDES = /^\+\s*#\s*include\b/
const CREATED = /^--- \/dev\/null\n\+\+\+ ([^\t\r\n]+)/gm
const OBJECTS = /^\+\s*obj-\$\((CONFIG_\w+)\)\s*[+:]?=(.*)$/gm

/** What is added to a tree by diffs under a path; `undefined` where no library could come to have it. */
export function addedBy(diffs: string, tree: KernelTree, path: string): AddedFile | undefined {
  const [top] = path.split('/')
  const isBeside = tree.files.some((file) => file.path.startsWith(`${top}/`))
  const created = [...diffs.matchAll(CREATED)].map(([, name]) => name)
  if (!isBeside || !created.some((name) => name === path || name.endsWith(`/${path}`))) {
    return undefined
  }
  if (path.endsWith('.h')) {
    return isIncluded(diffs, path)
      ? { path, required: false, use: 'included', followed: true }
      : undefined
  }
  const object = basename(path).replace(/\.c$/, '.o')
  const [, symbol] =
    [...diffs.matchAll(OBJECTS)].find(([, , list]) => list.trim().split(/\s+/).includes(object)) ??
    []
  return symbol !== undefined && tree.symbols.includes(symbol)
    ? { path, required: false, use: 'compiled', symbol }
    : undefined
}

/** Whether a patch makes a file include a header of this name. */
export function isIncluded(diffs: string, path: string): boolean {
  return diffs.split('\n').some((line) => INCLUDES.test(line) && line.includes(basename(path)))
}
