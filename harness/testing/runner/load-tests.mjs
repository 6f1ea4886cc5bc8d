import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

/**
 * Loads test files into this process, each as a suite that is called by its path: one that cannot be
 * loaded fails, and its hooks are its own.
 *
 * @param {readonly string[]} files
 */
export function loadTests(files) {
  for (const file of files) {
    describe(file, async () => {
      await import(pathToFileURL(file).href)
    })
  }
}
