/** CONTRIBUTING.md shows how to add things: each of its examples is tried on a copy of the tree. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { projectRoot } from '../engines/contract/index.js'
import { newFolder } from './testing/suites.js'
import { build, copyTree, shareObjects } from './tools/mutate/index.js'

const page = readFileSync(join(projectRoot(), 'CONTRIBUTING.md'), 'utf8')
const [, howTo = ''] = page.split('\n## How to add\n')
const sections = howTo.split(/^### /m).slice(1)

const folder = join(newFolder(), 'copy')
const copy = copyTree(projectRoot(), folder)
shareObjects(projectRoot(), copy)
/** Runs a command line of the copy. */
const RUN = join(folder, 'run.mjs')
writeFileSync(
  RUN,
  "import { main } from './dist/harness/cli/main.js'\nprocess.exitCode = await main(process.argv.slice(2))\n",
)
after(() => rmSync(folder, { recursive: true, force: true }))

/** Fenced blocks of a language. */
function blocks(section: string, language: string): string[] {
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  )
}

test('all examples fit the tree and build', async () => {
  const diffs = sections.flatMap((section) => blocks(section, 'diff'))
  assert.equal(diffs.length, 4)
  // Not a clone, wherever the folder lies.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: join(folder, '..') }
  for (const diff of diffs) {
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, env, input: diff })
  }
  const [suite = ''] = sections.flatMap((section) => blocks(section, 'json'))
  const { name } = JSON.parse(suite)
  writeFileSync(join(folder, `${name}.json`), suite)
  assert.equal(await build(copy, new Set(['typescript', 'timed', 'native'])), undefined)
})

for (const section of sections) {
  const [title = ''] = section.split('\n')
  for (const line of blocks(section, 'console').flatMap((text) => text.trim().split('\n'))) {
    const [, words = ''] = /^\$ npm run -s (.*)$/.exec(line) ?? []
    const tiers = existsSync(join(folder, 'dist', 'native', 'build.json'))
    const native = words.includes('native/') && !tiers && 'there is no C compiler here'
    test(`${title}: ${words}`, { skip: native }, () => {
      const [command = '', ...rest] = words.split(' ').filter((word) => word !== '--')
      const { status, stderr, stdout } = spawnSync(process.execPath, [RUN, command, ...rest], {
        cwd: folder,
        env: { ...process.env, ...copy.env },
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
      assert.ok(stdout.length > 0)
    })
  }
}
