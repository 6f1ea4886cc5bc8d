/** The script of the page, as bundled beside this module when the project is built. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * Reads the bundled script.
 *
 * @throws {Error} where the project was compiled and not bundled, with the command that bundles.
 */
export async function readScript(): Promise<string> {
  const path = fileURLToPath(new URL('./client.bundle.js', import.meta.url))
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Error(
      `the report's script ${path} is missing: run \`node reports/html/bundle.mjs\` after tsc`,
      { cause },
    )
  }
}
