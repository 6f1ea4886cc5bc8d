/** CONTRIBUTING.md shows how to add things: each of its examples is tried on a copy of the tree. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { projectRoot } from '../engines/contract/index.js'
import { buildReport } from '../engines/native/index.js'
import { newFolder } from './testing/suites.js'
import { build, copyTree } from './tools/mutate/index.js'

const page = readFileSync(join(projectRoot(), 'CONTRIBUTING.md'), 'utf8')
const [, howTo = ''] = page.split('\n## How to add\n')
const sections = howTo.split(/^### /m).slice(1)

const folder = join(newFolder(), 'copy')
const copy = copyTree(projectRoot(), folder, { sharesObjects: true })
/** Runs command lines of the copy, all in one process: what they import is loaded once. */
const RUN = join(folder, 'run.mjs')
writeFileSync(
  RUN,
  `import { run } from './dist/harness/testing/capture.js'
const ended = []
for (const line of process.argv.slice(2)) ended.push([line, await run(...line.split(' '))])
process.stdout.write(JSON.stringify(ended))
`,
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

/** Command lines and the titles of their sections. */
const commands = sections.flatMap((section) => {
  const [title = ''] = section.split('\n')
  const lines = blocks(section, 'console').flatMap((text) => text.trim().split('\n'))
  return lines.map((line) => {
    const [, words = ''] = /^\$ npm run -s (.*)$/.exec(line) ?? []
    return { title, words, line: words.replace(' -- ', ' ') }
  })
})
const wantsTier = (line: string) => line.includes('native/')
const hasTier = buildReport().built

const ENDED = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() })
/** The reports are long. */
const MOST_OUTPUT = 2 ** 26

let ended: Map<string, z.infer<typeof ENDED>> | undefined

/** How the commands ended that can be run here, by their lines; they are run where the first is asked for. */
function endedOf(line: string) {
  ended ??= runAll()
  return ended.get(line)
}

function runAll() {
  const lines = commands.map(({ line }) => line).filter((line) => hasTier || !wantsTier(line))
  const { status, stderr, stdout } = spawnSync(process.execPath, [RUN, ...lines], {
    cwd: folder,
    env: { ...process.env, ...copy.env },
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
  })
  assert.equal(status, 0, stderr)
  return new Map(z.array(z.tuple([z.string(), ENDED])).parse(JSON.parse(stdout)))
}

for (const { line, title, words } of commands) {
  const skip = wantsTier(line) && !hasTier && 'there is no C compiler here'
  test(`${title}: ${words}`, { skip }, () => {
    const ended = endedOf(line)
    assert.equal(ended?.code, 0, ended?.stderr)
    assert.ok(ended.stdout.length > 0)
  })
}
