/** Set-up of the native tier: what it builds, what it leaves alone, and what it says where it cannot. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'
import { OWN_FORMATS, projectRoot, SHAPE_NAMES } from '../contract/index.js'
import { timedBinding } from './binding.js'
import { buildReport, nativeFolder } from './build-report.js'
import { VARIANTS } from './engine.js'
import { skip } from './testing.js'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

const SCRIPT = join(projectRoot(), 'dist', 'engines', 'native', 'build', 'main.js')

/** What stands for the sources where it is compilers that are looked at: as many files as a build has kinds of. */
const FEW = join(folder, 'few')
for (const source of [
  'core/iommu.c',
  'instructions/main.c',
  'lists.c',
  'node/counting.c',
  'node/module.c',
  'probes/counting.c',
  'retpoline/thunks.S',
  'shapes.c',
]) {
  mkdirSync(dirname(join(FEW, source)), { recursive: true })
  writeFileSync(join(FEW, source), '')
}

/** Runs set-up of those into a folder of its own, with other variables in its environment. */
function build(out: string, environment: Record<string, string>) {
  const args = [SCRIPT, join(folder, out), FEW]
  const env = { ...process.env, ...environment }
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  return { status, stderr, report: () => read(join(folder, out, 'build.json')) }
}

function read(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** A program that stands for a compiler. */
function program(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

test('without a compiler the tier is absent, and set-up continues', () => {
  const { report, status, stderr } = build('none', { PATH: folder, CC: '' })
  assert.equal(status, 0)
  assert.match(stderr, /native tier is absent: there is no C compiler.*(apt-get|xcode-select)/)
  assert.equal(report().built, false)
  assert.match(report().remedy, /install/)
})

test('a compiler without a C library is as good as none', () => {
  const command = program(
    'no-library',
    'case "$1" in --version) echo some cc 1.0;; *) cat >/dev/null; echo "fatal error: stdlib.h: no such file" >&2; exit 1;; esac',
  )
  const { report, status, stderr } = build('no-library-out', { CC: command })
  assert.equal(status, 0)
  assert.match(stderr, /cannot build a C program: fatal error: stdlib.h/)
  assert.equal(report().built, false)
})

test('a compiler that was asked for and is not there is named', () => {
  const { status, stderr } = build('asked', { CC: 'no-such-compiler' })
  assert.equal(status, 2)
  assert.match(stderr, /CC is no-such-compiler, which cannot be run/)
})

test('a compiler that fails shows its first lines', { skip }, () => {
  const command = program(
    'fails',
    'case "$*" in --version) echo some cc 1.0;; *iommu.c*) echo "iommu.c:1: error: it fails" >&2; exit 1;; *) exit 0;; esac',
  )
  const { status, stderr } = build('fails-out', { CC: command })
  assert.equal(status, 2)
  assert.match(stderr, /failed to build the native tier:\niommu.c:1: error: it fails/)
})

/** A folder whose program comes first on the PATH. */
function before(name: string, script: string): string {
  const path = join(folder, `path-of-${name}-${Math.random()}`)
  mkdirSync(path)
  program(join(relative(folder, path), name), script)
  return `${path}:${process.env.PATH}`
}

/** What stands for the tier's own compiler, where it is another that fails. */
const own = {
  command: program('some-gcc', 'case "$*" in --version) echo gcc 99;; esac'),
  version: 'gcc 99',
}

test('clang beside gcc is a variant of its own, with its name in the report', { skip }, () => {
  const script = 'case "$*" in --version) echo clang version 99;; esac'
  const { report, status, stderr } = build('two', {
    PATH: before('clang', script),
    CC: own.command,
  })
  assert.equal(status, 0, stderr)
  const { compiler, missing, variants } = report()
  assert.deepEqual(compiler, own)
  assert.deepEqual(variants.clang, {
    file: 'clang.node',
    flags: variants.timed.flags,
    compiler: { command: 'clang', version: 'clang version 99' },
    ...(variants.timed.program && { program: 'clang-instructions' }),
  })
  assert.equal(variants.timed.compiler, undefined)
  assert.equal(missing.clang, undefined)
})

for (const [what, script, why] of [
  ['no clang', 'exit 1', /^there is no clang; apt-get install clang adds it$/],
  [
    'a clang that does not know the flags',
    'case "$*" in --version) echo clang version 3;; *) exit 1;; esac',
    /^clang version 3 does not know all of the flags$/,
  ],
  [
    'a clang that fails',
    'case "$*" in --version) echo clang version 99;; *shapes.c*) echo "shapes.c:1: error: it fails" >&2; exit 1;; esac',
    /^clang version 99 failed: shapes.c:1: error: it fails$/,
  ],
  [
    'a clang that cannot link',
    'case "$*" in --version) echo clang version 99;; *-shared*) exit 1;; esac',
    /^clang version 99 failed: it said nothing$/,
  ],
] as const) {
  test(`${what} costs the variant, not the tier`, { skip }, () => {
    const { report, status, stderr } = build(what.replaceAll(' ', '-'), {
      PATH: before('clang', script),
      CC: own.command,
    })
    assert.equal(status, 0, stderr)
    const { built, missing, variants } = report()
    assert.equal(built, true)
    assert.match(missing.clang, why)
    assert.equal(variants.clang, undefined)
    assert.ok(variants.timed)
  })
}

test('where clang compiles all of the tier it is no variant', { skip }, () => {
  const command = program('only-clang', 'case "$*" in --version) echo clang version 99;; esac')
  const { report, status, stderr } = build('only-clang-out', { CC: command })
  assert.equal(status, 0, stderr)
  assert.equal(report().variants.clang, undefined)
  assert.equal(report().missing.clang, 'all of the tier is compiled by clang version 99')
})

test('a build with sanitizers has no variants that are only timed', { skip }, () => {
  const command = program('any', 'case "$*" in *--version) echo gcc version 99;; esac')
  const { report, status, stderr } = build('sanitized', { CC: `${command} -fsanitize=address` })
  assert.equal(status, 0, stderr)
  assert.deepEqual(Object.keys(report().variants), ['timed', 'counted'])
  const why = 'what is built with sanitizers is not timed'
  assert.deepEqual(report().missing, { retpoline: why, clang: why })
})

const report = buildReport()

test('what is up to date is left alone', { skip }, () => {
  const built = join(nativeFolder(), 'build.json')
  const before = statSync(built).mtimeMs
  assert.ok(report.built)
  const env = { ...process.env, CC: report.compiler.command }
  assert.equal(spawnSync(process.execPath, [SCRIPT], { env }).status, 0)
  assert.equal(statSync(built).mtimeMs, before)
})

test('C and TypeScript have the same shapes, formats and drivers', { skip }, () => {
  const { drivers, formats, shapes } = timedBinding().names()
  assert.deepEqual(shapes, SHAPE_NAMES)
  assert.deepEqual(formats, OWN_FORMATS)
  assert.deepEqual(drivers, [...new Set(VARIANTS.map(({ driver }) => driver))])
})

test('what is timed holds nothing that counts', { skip }, () => {
  assert.ok(report.built)
  for (const [name, { file }] of Object.entries(report.variants)) {
    const object = readFileSync(join(nativeFolder(), file), 'latin1')
    assert.equal(object.includes('probe_walk'), name === 'counted', name)
    assert.ok(object.includes('map_pages'), name)
  }
})
