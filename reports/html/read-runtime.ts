/** The scripts of the page, as bundled beside this module when the project is built. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The script that makes charts live, and the small one that unpacks and runs it. */
export interface Scripts {
  loader: string
  runtime: string
}

/**
 * Reads the bundled scripts.
 *
 * @throws {Error} where the project was compiled and not bundled, with the command that bundles.
 */
export async function readRuntime(): Promise<Scripts> {
  return { loader: await read('loader.bundle.js'), runtime: await read('runtime.js') }
}

async function read(name: string): Promise<string> {
  const path = fileURLToPath(new URL(`./${name}`, import.meta.url))
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Error(
      `the report's script ${path} is missing: run \`node reports/html/bundle.mjs\` after tsc`,
      { cause },
    )
  }
}
