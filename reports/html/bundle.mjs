// Bundles the part of the report that runs in the page: dist/reports/html/client.js and the Vega
// packages that it uses become one script, which every report carries, their licences at its head.
//
//   node reports/html/bundle.mjs [DIST]
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(resolve(process.argv[2] ?? join(root, 'dist')), 'reports', 'html')

const { outputFiles, metafile } = await build({
  entryPoints: [join(folder, 'client.js')],
  absWorkingDir: root,
  write: false,
  metafile: true,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  charset: 'ascii',
  logLevel: 'warning',
  nodePaths: [join(root, 'node_modules')],
})
const licences = await licenceTexts(Object.keys(metafile.inputs))
const script = `/*\n${licences}\n*/\n${outputFiles[0].text}`
// It stands inline in a page, where neither of these may occur.
for (const end of ['</script', '<!--']) {
  if (script.includes(end)) throw new Error(`the bundled script holds ${end}`)
}
await writeFile(join(folder, 'runtime.js'), script)

/** The licences of all bundled packages, each text once, under the packages that share it. */
async function licenceTexts(inputs) {
  const packages = inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [])
  const byText = new Map()
  for (const name of [...new Set(packages.filter((_, at) => at % 2 === 1))].sort()) {
    const home = join(root, 'node_modules', name)
    const file = (await readdir(home)).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${name} has no licence file`)
    const text = (await readFile(join(home, file), 'utf8')).trim().replaceAll('*/', '* /')
    byText.set(text, [...(byText.get(text) ?? []), name])
  }
  return [...byText].map(([text, names]) => `${names.join(', ')}:\n\n${text}`).join('\n\n')
}
