import module, { syncBuiltinESMExports } from 'node:module'
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Whether hooks were registered: they stay, and what is loaded after them is not what others would load. */
let hooked = false
const { register } = module
module.register = (...args) => {
  hooked = true
  return register(...args)
}
syncBuiltinESMExports()

/**
 * Runs test files in this process, one after another, each as a suite that is called by its path: one
 * that cannot be loaded fails, and its hooks are its own. A file is loaded when those before it have
 * ended, hooks and all, and in the environment that the first found. It takes no more when a file has
 * registered module hooks, or the process has grown.
 *
 * @param {readonly string[]} files
 * @param {(file: string) => boolean} take whether a file is this process's; false where another took it.
 * @param {number} mostMemory bytes.
 */
export async function loadTests(files, take, mostMemory) {
  const environment = { ...process.env }
  for (const file of files) {
    if (hooked || process.memoryUsage.rss() > mostMemory) return
    if (!take(file)) continue
    await describe(file, () => import(pathToFileURL(file).href))
    for (const name of Object.keys(process.env)) {
      if (!(name in environment)) delete process.env[name]
    }
    Object.assign(process.env, environment)
  }
}
