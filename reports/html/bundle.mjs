// Bundles the part of the report that runs in the page: dist/reports/html/client/client.js and what it
// imports become one script, which stands in every report.
//
//   node reports/html/bundle.mjs [DIST]
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(resolve(process.argv[2] ?? join(root, 'dist')), 'reports', 'html')

const { metafile, outputFiles } = await build({
  entryPoints: [join(folder, 'client', 'client.js')],
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
  logOverride: { 'empty-import-meta': 'silent' },
  plugins: [{ name: 'only-what-is-used', setup: onlyWhatIsUsed }],
})
// A page that carried others' code would have to carry their licences too, and Node's is not there.
const [{ inputs }] = Object.values(metafile.outputs)
const foreign = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
  bytesInOutput > 0 && /node_modules|^node:/.test(path) ? [path] : [],
)
if (foreign.length > 0) throw new Error(`the page's script holds ${foreign.join(', ')}`)
const [{ text }] = outputFiles
// It stands inline in a page, where neither of these may occur.
for (const end of ['</script', '<!--']) {
  if (text.includes(end)) throw new Error(`the page's script holds ${end}`)
}
await writeFile(join(folder, 'client.bundle.js'), text)

/** Modules here do nothing but export: of what nobody uses, modules of Node's among it, nothing stays. */
function onlyWhatIsUsed({ onLoad, onResolve }) {
  onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => ({
    path: resolve(resolveDir, path),
    sideEffects: false,
  }))
  onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'node', sideEffects: false }))
  onLoad({ filter: /.*/, namespace: 'node' }, () => ({ contents: 'module.exports = {}' }))
}
