/** ARCHITECTURE.md and docs/glossary.md have the same terms, and each is where it is said to be. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'

const root = projectRoot()
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The first column of a page's tables, those below a heading alone where one is given. */
function terms(page: string, heading?: string): string[] {
  const part = heading === undefined ? page : (page.split(`\n## ${heading}\n`)[1] ?? '')
  return [...part.matchAll(/^\| (?:\*\*)?([^|*]+?)(?:\*\*)? \|/gm)]
    .map(([, term = '']) => term)
    .filter((term) => term !== 'term')
}

test('every term of the glossary has its place in the code', () => {
  const glossary = terms(read('docs/glossary.md'))
  assert.ok(glossary.length > 30)
  assert.deepEqual(terms(read('ARCHITECTURE.md'), 'Terms').sort(), glossary.sort())
})

test('what a term is called in the code is exported there', () => {
  const [, places = ''] = read('ARCHITECTURE.md').split('\n## Terms\n')
  const named = [...places.matchAll(/`(\w+)` in ([\w./-]+\.ts)/g)]
  assert.ok(named.length > 30)
  const missing = named.filter(
    ([, name = '', path = '']) =>
      !new RegExp(`^export (?:const|function|class|interface|type) ${name}\\b`, 'm').test(
        read(path),
      ),
  )
  assert.deepEqual(
    missing.map(([text]) => text),
    [],
  )
})

test('links lead somewhere, and docs/README.md has every page', () => {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  const all = [
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
    ...pages.map((name) => `docs/${name}`),
  ]
  for (const page of all) {
    for (const [, link = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      const [path = ''] = link.split('#')
      if (path === '' || path.includes('://')) continue
      assert.ok(existsSync(join(root, dirname(page), path)), `${page} links to ${link}`)
    }
  }
  const index = read('docs/README.md')
  for (const page of pages) {
    if (page !== 'README.md') assert.ok(index.includes(`(${page})`), `docs/README.md lacks ${page}`)
  }
})
