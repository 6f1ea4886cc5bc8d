import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { projectRoot } from '../../engines/contract/index.js'
import { buildProgram } from '../cli/program.js'
import { run } from '../testing/capture.js'
import { keptByNpm, keptHint } from './npm-options.js'

const silent = { write: () => true }
const io = { stdout: silent, stderr: silent }
const { commands } = await buildProgram(io, () => {})

function command(name: string): Command {
  const found = commands.find((one) => one.name() === name)
  assert.ok(found)
  return found
}

/** What npm's environment comes to: the script that it runs, and its settings. */
function found(name: string, settings: Record<string, string>, ...args: string[]) {
  const env = Object.fromEntries(
    Object.entries(settings).map(([setting, value]) => [`npm_config_${setting}`, value]),
  )
  return keptByNpm(command(name), args, { npm_lifecycle_event: name, ...env })
}

const line = (text: string | undefined) => text?.replace(/^.* as in /, '')

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'npm-options-'))
  after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('options that npm kept are named, with the command line as it should be', () => {
  assert.equal(
    found('bench', { check_again: 'true' }),
    "npm took --check-again for itself: a command's options come behind --, as in npm run bench -- --check-again",
  )
  for (const [expected, name, settings, ...args] of [
    ['bench -- --suite smoke', 'bench', { suite: 'true' }, 'smoke'],
    ['bench -- --suite smoke', 'bench', { suite: 'smoke' }],
    ['bench -- --kernel a b --time 5', 'bench', { kernel: 'true' }, 'a', 'b', '--time', '5'],
    ["bench -- --cell 'trace:*'", 'bench', { cell: 'true' }, 'trace:*'],
    ['bench -- --cell ... --seed ...', 'bench', { seed: 'true', cell: 'true' }, '3', '2M@4K'],
    ['bench -- --no-instructions', 'bench', { instructions: '' }],
    ['bench -- --instructions', 'bench', { instructions: 'true' }],
    ['bench -- --json', 'bench', { json: 'true' }],
    ['compare -- a b --gate 3%', 'compare', { gate: 'true' }, 'a', 'b', '3%'],
    ['explain -- punt 4M@0 --lazy', 'explain', { lazy: 'true' }, 'punt', '4M@0'],
    ['results -- --dry-run --keep 3', 'results', { keep: '3', dry_run: 'true' }],
  ] as const) {
    const words = line(found(name, settings, ...args))
      ?.split(' ')
      .sort()
    assert.deepEqual(words, `npm run ${expected}`.split(' ').sort())
  }
})

test('names that npm takes for others of its own are known by what it makes of them', () => {
  const letters = { all: 'true', long: 'true', parseable: 'true' }
  assert.equal(line(found('bench', letters)), 'npm run bench -- --plan')
  assert.equal(found('bench', { all: 'true', long: 'true' }), undefined)
  const strict = { engine_strict: 'true' }
  assert.equal(line(found('bench', strict, 'a,b')), 'npm run bench -- --engine a,b')
  assert.equal(
    line(found('compare', { bypass_2fa: 'true' }, 'a', 'b', 'time')),
    'npm run compare -- a b --by time',
  )
})

test("npm's own settings are no options of ours, and what an .npmrc says was not typed", () => {
  const own = { loglevel: 'verbose', yes: '', cache: '/c', fund: '', verbose: 'true', tag: 'x' }
  assert.equal(found('verify', own), undefined)
  assert.equal(found('limits', { json: 'true' }), undefined)
  const folder = newFolder()
  const userconfig = join(folder, '.npmrc')
  writeFileSync(userconfig, '; json\nengine-strict=true\n  json = true\n//host/:_token=force=1\n')
  const settings = { userconfig, json: 'true', engine_strict: 'true' }
  assert.equal(found('bench', settings), undefined)
  assert.equal(found('bench', { local_prefix: folder, json: 'true' }), undefined)
  assert.match(found('reference', { userconfig, force: 'true' }) ?? '', /--force/)
  assert.match(found('bench', { ...settings, host: 'true' }) ?? '', /^npm took --host for itself/)
})

test('only the command that npm was asked for is looked at', () => {
  assert.equal(keptByNpm(command('bench'), [], { npm_config_plan: 'true' }), undefined)
  const outer = { npm_lifecycle_event: 'ci', npm_config_seed: '3' }
  assert.equal(keptByNpm(command('bench'), [], outer), undefined)
  const complaint = "too many arguments for 'bench'."
  assert.equal(keptHint(complaint, {}), '')
  assert.equal(keptHint(complaint, { npm_lifecycle_event: 'npx' }), '')
  assert.match(keptHint(complaint, { npm_lifecycle_event: 'bench' }), / npm run bench -- OPTIONS$/)
})

/** What npm hands to a script. */
interface Handed {
  args: string[]
  env: Record<string, string>
}

test('with npm itself: what it keeps is noticed, and what comes behind -- arrives', async () => {
  const folder = newFolder()
  writeFileSync(
    join(folder, 'handed.mjs'),
    'const { argv, env } = process; console.log(JSON.stringify({ args: argv.slice(2), env }))',
  )
  const main = pathToFileURL(join(projectRoot(), 'dist', 'harness', 'cli', 'main.js')).href
  const code = `process.exitCode = await (await import('${main}')).main(process.argv.slice(1))`
  const scripts = {
    ...Object.fromEntries(commands.map((one) => [one.name(), `node handed.mjs ${one.name()}`])),
    kernels: `node --input-type=module -e "${code}" kernels`,
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }))
  const npm = (...args: string[]) =>
    spawnSync('npm', ['run', '-s', ...args], { cwd: folder, encoding: 'utf8', env: plainEnv() })
  if (npm().error !== undefined) return

  /** What a command says to what npm made of a command line. */
  const said = async (...args: string[]) => {
    const handed: Handed = JSON.parse(npm(...args).stdout)
    const before = process.env
    process.env = handed.env
    try {
      return await run(...handed.args)
    } finally {
      process.env = before
    }
  }
  for (const [args, found] of [
    [['bench', '--plan'], /^npm took --plan for itself.* npm run bench -- --plan\n$/],
    [['bench', '--suite', 'smoke'], / npm run bench -- --suite smoke\n$/],
    [['bench', '--engine', 'a,b'], / npm run bench -- --engine a,b\n$/],
    [['bench', '--json'], / npm run bench -- --json\n$/],
    [['verify', '--case', 'x', '--', '--runs', '3'], / npm run verify -- --case x --runs 3\n$/],
    [['compare', 'a', 'b', '--gate=3%'], / npm run compare -- a b --gate 3%\n$/],
    [['report', 'a', '--format', 'mail'], /^too many arguments.* npm run report -- OPTIONS\n$/],
    [['bench', '--save', 'before'], /^too many arguments.* npm run bench -- OPTIONS\n$/],
  ] as const) {
    const { code, stderr, stdout } = await said(...args)
    assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    assert.match(stderr, found, args.join(' '))
  }
  const plan = await said('bench', '--', '--plan', '--suite', 'smoke')
  assert.deepEqual([plan.code, plan.stderr], [0, ''])
  // And once in the process that npm starts.
  const { status, stderr, stdout } = npm('kernels', 'too', 'many')
  assert.deepEqual([status, stdout], [2, ''])
  assert.match(stderr, /^too many arguments.* npm run kernels -- OPTIONS\n$/)
})

/** Without what the npm that runs the tests says. */
function plainEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_userconfig)/i.test(name),
  )
  return Object.fromEntries(kept)
}
