import { AsyncResource } from 'node:async_hooks'
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

/**
 * Loads test files into this process, each as a suite that is called by its path: one that cannot be
 * loaded fails, and its hooks are its own. They are loaded one after another, each as its own suite's:
 * of two that wait for one module, the second would run where the first waited, and its tests would be
 * the first's.
 *
 * @param {readonly string[]} files
 */
export function loadTests(files) {
  let before = Promise.resolve()
  for (const file of files) {
    describe(file, () => {
      const own = new AsyncResource('test file')
      const load = () => own.runInAsyncScope(() => import(pathToFileURL(file).href))
      const loaded = before.then(load)
      before = loaded.catch(() => undefined)
      return loaded
    })
  }
}
