// Bundles the part of the report that runs in the page: dist/reports/html/client.js and the Vega
// packages that it uses become one script, which every report carries compressed, their licences at
// its head; dist/reports/html/loader.js becomes the one that unpacks it.
//
//   node reports/html/bundle.mjs [DIST]
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(resolve(process.argv[2] ?? join(root, 'dist')), 'reports', 'html')

const runtime = await bundle('client.js')
const licences = await licenceTexts(Object.keys(runtime.metafile.inputs))
await write('runtime.js', `/*\n${licences}\n*/\n${runtime.outputFiles[0].text}`)
const loader = await bundle('loader.js')
await write('loader.bundle.js', loader.outputFiles[0].text)

function bundle(entry) {
  return build({
    entryPoints: [join(folder, entry)],
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
}

/** Scripts stand inline in a page, where neither of these may occur. */
async function write(name, script) {
  for (const end of ['</script', '<!--']) {
    if (script.includes(end)) throw new Error(`${name} holds ${end}`)
  }
  await writeFile(join(folder, name), script)
}

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
