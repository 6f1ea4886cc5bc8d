/**
 * Makes the engines that are timed: dist/timed/engines is dist/engines without its `COUNT:`
 * statements, so that not even an empty call of a probe stands between the operations.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const FROM = join(ROOT, 'dist', 'engines')
const TO = join(ROOT, 'dist', 'timed', 'engines')

function strip(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      strip(join(from, entry.name), join(to, entry.name))
    } else if (entry.name.endsWith('.js') && !entry.name.endsWith('.test.js')) {
      const source = readFileSync(join(from, entry.name), 'utf8')
      const { code } = transformSync(source, { dropLabels: ['COUNT'], format: 'esm' })
      writeFileSync(join(to, entry.name), code)
    }
  }
}

strip(FROM, TO)
