import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

/**
 * Runs test files in this process, one after another, each as a suite that is called by its path: one
 * that cannot be loaded fails, and its hooks are its own. A file is loaded when those before it have
 * ended, hooks and all, and in the environment that the first found.
 *
 * @param {readonly string[]} files
 * @param {(file: string) => boolean} take whether a file is this process's; false where another took it.
 */
export async function loadTests(files, take) {
  const environment = { ...process.env }
  for (const file of files) {
    if (!take(file)) continue
    await describe(file, () => import(pathToFileURL(file).href))
    for (const name of Object.keys(process.env)) {
      if (!(name in environment)) delete process.env[name]
    }
    Object.assign(process.env, environment)
  }
}
